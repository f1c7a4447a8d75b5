using System.Text;
using Pipeline.Cli.Verifying;
using Pipeline.Core.Documents;

namespace Pipeline.Cli.Rebuilding;

/// <summary>Compares an export with the documents of another state at the same cut, as streams: both are sorted by id.</summary>
internal static class Comparison
{
    /// <summary>Every collection, in their order.</summary>
    internal static IReadOnlyList<CollectionChange> Run(string export, DocumentSource after, CancellationToken stop) =>
        [.. Collections.All.Select(collection => Compare(collection, Path.Combine(export, collection + ".ndjson"), after, stop))];

    private static CollectionChange Compare(string collection, string file, DocumentSource after, CancellationToken stop)
    {
        CollectionChange change = new(collection);
        using IEnumerator<string> before = File.ReadLines(file).GetEnumerator();
        LineId beforeId = new(), id = new();
        byte[] line = [];
        bool more = Next();
        after.Render(collection, document =>
        {
            stop.ThrowIfCancellationRequested();
            id.Read(document);
            while (more && beforeId.Bytes.SequenceCompareTo(id.Bytes) < 0) Gone();
            if (!more || !beforeId.Bytes.SequenceEqual(id.Bytes))
            {
                change.CountNew(Encoding.UTF8.GetString(id.Bytes));
                return;
            }

            if (document.SequenceEqual(line)) change.CountSame();
            else change.CountChanged(Encoding.UTF8.GetString(id.Bytes));
            more = Next();
        });
        while (more) Gone();
        return change;

        void Gone()
        {
            change.CountGone(Encoding.UTF8.GetString(beforeId.Bytes));
            more = Next();
        }

        bool Next()
        {
            if (!before.MoveNext()) return false;
            line = Encoding.UTF8.GetBytes(before.Current);
            beforeId.Read(line);
            return true;
        }
    }
}
