using Pipeline.Core.Documents;

namespace Pipeline.Engine;

/// <summary>Writes an epoch's documents as <c>&lt;collection&gt;.ndjson</c>, every collection, an empty one as an empty file.</summary>
public static class ExportWriter
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Writes all collections; returns the number of documents of each.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; looked at for each document. What is written by then is not whole.</exception>
    public static IReadOnlyDictionary<string, long> Write(
        DocumentSource source, string directory, Action<string>? begins = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(directory);
        var counts = new Dictionary<string, long>();
        foreach (string collection in Collections.All)
        {
            cancellation.ThrowIfCancellationRequested();
            begins?.Invoke(collection);
            long count = 0;
            using var file = new FileStream(
                Path.Combine(directory, collection + ".ndjson"), FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
            source.Render(collection, line =>
            {
                cancellation.ThrowIfCancellationRequested();
                file.Write(line);
                file.WriteByte((byte)'\n');
                count++;
            });
            counts[collection] = count;
        }

        return counts;
    }
}
