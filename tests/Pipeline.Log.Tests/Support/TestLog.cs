using System.Globalization;
using System.Text;
using Pipeline.Core.Decoding;

namespace Pipeline.Log.Tests.Support;

/// <summary>A log folder of its own for one test, deleted afterwards, and short ways to fill and read it.</summary>
/// <param name="inMemory">For tests of many seeds, whose faults are acted out: on a file system in memory, where there is one.</param>
internal sealed class TestLog(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Root { get; } = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, "pipeline-log-" + Guid.NewGuid().ToString("N"))).FullName
        : Directory.CreateTempSubdirectory("pipeline-log-").FullName;

    public string Folder => Path.Combine(Root, "log");

    public string PartitionPath(int partition = 0) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"p{partition}"));

    public string EndPath(int partition = 0) => Path.Combine(PartitionPath(partition), "end");

    public string[] Segments(int partition = 0)
    {
        string[] found = Directory.GetFiles(PartitionPath(partition), "*.segment");
        Array.Sort(found, StringComparer.Ordinal);
        return found;
    }

    public LogWriter Write(LogWriterOptions? options = null) => LogWriter.Open(Folder, options);

    public LogFolder Read() => LogFolder.Open(Folder);

    /// <summary>Bytes of record i: of a length and content that i determines, among them empty ones and line ends.</summary>
    public static byte[] Record(long i, int seed = 0)
    {
        var random = new Random(HashCode(i, seed));
        int length = (i % 17) switch { 0 => 0, 1 => 1, 2 => random.Next(3000), _ => random.Next(40, 200) };
        var record = new byte[length];
        random.NextBytes(record);
        if (length > 10) record[3] = (byte)'\n';
        return record;
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads to the durable end; the records as copies.</summary>
    public static List<byte[]> ReadAll(LogReader reader, int maxRecords = 1000, int maxBytes = 1 << 20)
    {
        var all = new List<byte[]>();
        var block = new RawBlock();
        while (reader.Read(block, maxRecords, maxBytes) > 0)
        {
            Assert.True(block.Count <= maxRecords);
            Assert.Equal(block.To, reader.Position);
            AddTo(all, block);
        }

        return all;
    }

    public static void AddTo(List<byte[]> all, RawBlock block)
    {
        Assert.True(block.Buffer.Length >= block.Length + RawBlock.Slack);
        for (int i = 0; i < block.Count; i++)
        {
            RecordSpan span = block.Records[i];
            Assert.InRange(span.Start + span.Length, 0, block.Length);
            all.Add(block.Buffer.AsSpan(span.Start, span.Length).ToArray());
        }
    }

    /// <summary>Fails unless the partition holds exactly the records 0 to <paramref name="count"/> - 1 of <see cref="Record"/>.</summary>
    public void AssertHolds(long count, int partition = 0, int seed = 0, string because = "")
    {
        using LogReader reader = Read().OpenReader(partition, 0);
        List<byte[]> all = ReadAll(reader);
        Assert.True(count == all.Count, $"{because}: expected {count} records, found {all.Count}");
        for (int i = 0; i < all.Count; i++)
            Assert.True(Record(i, seed).AsSpan().SequenceEqual(all[i]), $"{because}: record {i} differs");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static int HashCode(long i, int seed) => unchecked((int)((i + 1) * 2654435761L) ^ (seed * 7919));
}
