using Pipeline.Core.Documents;

namespace Pipeline.Engine;

/// <summary>
/// Writes an epoch's documents as <c>&lt;collection&gt;.ndjson</c>, every collection, an empty one as an empty file. They take the places of
/// older ones when all are written; interrupted before, the folder is as it was.
/// </summary>
public static class ExportWriter
{
    /// <summary>Writes all collections; returns the number of documents of each.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; looked at for each document. The folder is as it was.</exception>
    public static IReadOnlyDictionary<string, long> Write(
        DocumentSource source, string directory, Action<string>? begins = null, CancellationToken cancellation = default)
    {
        using var files = new WholeFiles(directory);
        var counts = new Dictionary<string, long>();
        foreach (string collection in Collections.All)
        {
            cancellation.ThrowIfCancellationRequested();
            begins?.Invoke(collection);
            long count = 0;
            FileStream file = files.Begin(collection + ".ndjson");
            source.Render(collection, line =>
            {
                cancellation.ThrowIfCancellationRequested();
                file.Write(line);
                file.WriteByte((byte)'\n');
                count++;
            });
            counts[collection] = count;
        }

        files.Done();
        return counts;
    }
}
