using System.Collections;

namespace Pipeline.Reference.Documents;

/// <summary>
/// The lines of one collection, sorted by the UTF-8 bytes of their <c>_id</c>. What does not fit into memory lies in
/// sorted files that are merged when the lines are read; they are removed with the object.
/// </summary>
public sealed class SortedLines : IEnumerable<byte[]>, IDisposable
{
    private const long DefaultMaxBytes = 64 << 20;
    private const int EntryOverheadBytes = 80;

    private readonly long maxBytes;
    private readonly List<string> files = [];
    private readonly List<IdLine> inMemory = [];
    private long bytesInMemory;
    private bool isSorted = true;

    internal SortedLines(long maxBytes = DefaultMaxBytes) => this.maxBytes = maxBytes;

    /// <summary>Number of lines.</summary>
    public long Count { get; private set; }

    /// <summary>Appends the lines to a stream, each ended by <c>\n</c>.</summary>
    public void WriteTo(Stream output)
    {
        foreach (byte[] line in this)
        {
            output.Write(line);
            output.WriteByte((byte)'\n');
        }
    }

    /// <summary>The lines in order, without their ends.</summary>
    public IEnumerator<byte[]> GetEnumerator()
    {
        SortMemory();
        List<IEnumerator<IdLine>> runs = [inMemory.GetEnumerator(), .. files.Select(file => ReadFile(file).GetEnumerator())];
        try
        {
            var next = new PriorityQueue<IEnumerator<IdLine>, byte[]>(Utf8Order.Instance);
            foreach (IEnumerator<IdLine> run in runs)
                if (run.MoveNext()) next.Enqueue(run, run.Current.Id);
            while (next.TryDequeue(out IEnumerator<IdLine>? run, out _))
            {
                yield return run.Current.Line;
                if (run.MoveNext()) next.Enqueue(run, run.Current.Id);
            }
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Removes the files.</summary>
    public void Dispose()
    {
        files.ForEach(File.Delete);
        files.Clear();
    }

    internal void Add(IdLine line)
    {
        inMemory.Add(line);
        isSorted = false;
        Count++;
        bytesInMemory += line.Id.Length + line.Line.Length + EntryOverheadBytes;
        if (bytesInMemory > maxBytes) WriteFile();
    }

    private void SortMemory()
    {
        if (!isSorted) inMemory.Sort((x, y) => Utf8Order.Instance.Compare(x.Id, y.Id));
        isSorted = true;
    }

    private void WriteFile()
    {
        SortMemory();
        string file = Path.Combine(Path.GetTempPath(), $"pipeline-reference-{Guid.NewGuid():N}");
        files.Add(file);
        using var writer = new BinaryWriter(File.Create(file));
        foreach (IdLine line in inMemory)
        {
            WriteBytes(writer, line.Id);
            WriteBytes(writer, line.Line);
        }

        inMemory.Clear();
        bytesInMemory = 0;
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static IEnumerable<IdLine> ReadFile(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        long length = reader.BaseStream.Length;
        while (reader.BaseStream.Position < length)
        {
            byte[] id = reader.ReadBytes(reader.ReadInt32());
            yield return new IdLine(id, reader.ReadBytes(reader.ReadInt32()));
        }
    }
}
