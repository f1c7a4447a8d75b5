using System.Globalization;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>Names of a partition's files: <c>pN/end</c> and <c>pN/BASE.segment</c>, the base offset in 20 digits.</summary>
internal sealed class PartitionFolder(string logFolder, Guid identity, int partition)
{
    private const string Suffix = ".segment";

    public Guid Identity => identity;

    public int Partition => partition;

    public ulong Seed { get; } = LogSeed.Of(identity, partition);

    public string Path { get; } = System.IO.Path.Combine(logFolder, string.Create(CultureInfo.InvariantCulture, $"p{partition}"));

    public string EndPath => System.IO.Path.Combine(Path, "end");

    public string SegmentPath(long baseOffset) =>
        System.IO.Path.Combine(Path, baseOffset.ToString("D20", CultureInfo.InvariantCulture) + Suffix);

    /// <summary>Base offsets of the segments there are, ascending.</summary>
    public List<long> Segments()
    {
        var found = new List<long>();
        if (!Directory.Exists(Path)) return found;
        foreach (string path in Directory.EnumerateFiles(Path, "*" + Suffix))
        {
            ReadOnlySpan<char> name = System.IO.Path.GetFileNameWithoutExtension(path.AsSpan());
            if (name.Length == 20 && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long baseOffset))
                found.Add(baseOffset);
        }

        found.Sort();
        return found;
    }

    /// <summary>Bytes of all segments.</summary>
    public long Bytes()
    {
        long bytes = 0;
        foreach (long segment in Segments())
        {
            var file = new FileInfo(SegmentPath(segment));
            if (file.Exists) bytes += file.Length; // retention may delete it meanwhile
        }

        return bytes;
    }

    /// <summary>Maps the end file to read it.</summary>
    /// <exception cref="LogCorruptException">It is missing or damaged; a writer rebuilds it when it opens the log.</exception>
    public EndFile OpenEnd()
    {
        EndFile? end = EndFile.TryOpen(EndPath, Seed, writable: false);
        if (end is not null && end.TryRead(out _)) return end;
        end?.Dispose();
        throw new LogCorruptException(EndPath, 0, -1, "the durable end cannot be read; opening the log with a writer rebuilds it");
    }
}
