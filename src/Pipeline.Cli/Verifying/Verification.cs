using System.Text;
using Pipeline.Cli.Frame;
using Pipeline.Core.Documents;
using Pipeline.Engine.Running;
using Pipeline.Reference;
using Pipeline.Reference.Documents;

namespace Pipeline.Cli.Verifying;

/// <summary>
/// Recomputes every collection from the log with the reference, which shares no code with the fold, and compares line by line. Both sides
/// are sorted by id and read as streams.
/// </summary>
internal static class Verification
{
    internal static Verdicts Run(StoredEpoch stored, LogCut log, int passes, IWorkProgress progress, CancellationToken stop)
    {
        long pass = -1;
        IEnumerable<SourceRecord> Source()
        {
            long before = ++pass * log.Records;
            foreach (SourceRecord record in log.Read(read => progress.Report(before + read), stop)) yield return record;
        }

        using ReferenceResult reference = ReferenceRun.Run(
            new Repeated(Source), new ReferenceOptions { Fold = stored.Settings, Partitions = log.Partitions, Passes = passes });
        using EpochReading reading = stored.Read();
        Verdicts verdicts = new();
        foreach (string collection in Collections.All)
        {
            stop.ThrowIfCancellationRequested();
            Compare(collection, reference.Collections[collection], reading.Source, verdicts);
        }

        return verdicts;
    }

    private static void Compare(string collection, SortedLines expected, DocumentSource source, Verdicts verdicts)
    {
        using IEnumerator<byte[]> want = expected.GetEnumerator();
        bool more = want.MoveNext();
        source.Render(collection, line =>
        {
            verdicts.Documents++;
            ReadOnlySpan<byte> id = IdOf(line);
            while (more && IdOf(want.Current).SequenceCompareTo(id) < 0)
            {
                verdicts.Add($"{collection}: the log gives, but the state lacks {Encoding.UTF8.GetString(want.Current)}");
                more = want.MoveNext();
            }

            if (!more || !IdOf(want.Current).SequenceEqual(id))
            {
                verdicts.Add($"{collection}: the state has, but the log does not give {Encoding.UTF8.GetString(line)}");
                return;
            }

            if (!line.SequenceEqual(want.Current))
            {
                verdicts.Add($"{collection}: the log gives {Encoding.UTF8.GetString(want.Current)}\n  the state has {Encoding.UTF8.GetString(line)}");
            }

            more = want.MoveNext();
        });
        for (; more; more = want.MoveNext())
            verdicts.Add($"{collection}: the log gives, but the state lacks {Encoding.UTF8.GetString(want.Current)}");
    }

    /// <summary>The text of <c>_id</c>, which is a line's first field, as it is written: enough to keep two sorted streams in step.</summary>
    private static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line["{\"_id\":\""u8.Length..];
        int end = 0;
        while (text[end] != (byte)'"') end += text[end] == (byte)'\\' ? 2 : 1;
        return text[..end];
    }

    /// <summary>An enumerable that begins anew each time.</summary>
    private sealed class Repeated(Func<IEnumerable<SourceRecord>> source) : IEnumerable<SourceRecord>
    {
        public IEnumerator<SourceRecord> GetEnumerator() => source().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
