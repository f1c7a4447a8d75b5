using System.Text;
using Pipeline.Reference.Documents;

namespace Pipeline.Reference;

/// <summary>Every collection of a run, each document as its canonical line.</summary>
public sealed class ReferenceResult : IDisposable
{
    private readonly Dictionary<string, SortedLines> collections;

    internal ReferenceResult(long maxLineBytesInMemory) =>
        collections = CollectionNames.All.ToDictionary(name => name, _ => new SortedLines(maxLineBytesInMemory));

    /// <summary>The lines of every collection, also of an empty one, by <see cref="CollectionNames"/>.</summary>
    public IReadOnlyDictionary<string, SortedLines> Collections => collections;

    /// <summary>The lines of a collection as text.</summary>
    public IEnumerable<string> Texts(string collection) => collections[collection].Select(Encoding.UTF8.GetString);

    /// <summary>Writes <c>&lt;collection&gt;.ndjson</c> for every collection, an empty one as an empty file.</summary>
    public void WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach ((string name, SortedLines lines) in collections)
        {
            using var file = new BufferedStream(File.Create(Path.Combine(directory, name + ".ndjson")), 1 << 16);
            lines.WriteTo(file);
        }
    }

    /// <summary>Removes what lies in temporary files.</summary>
    public void Dispose()
    {
        foreach (SortedLines lines in collections.Values) lines.Dispose();
    }

    internal void Add(string collection, IdLine line) => collections[collection].Add(line);
}
