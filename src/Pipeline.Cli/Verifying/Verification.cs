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
        Verdicts verdicts = new() { FactsFrom = stored.FactsKeptFrom() };
        foreach (string collection in Collections.All)
        {
            stop.ThrowIfCancellationRequested();
            Compare(collection, reference.Collections[collection], reading.Source, verdicts);
        }

        return verdicts;
    }

    private static void Compare(string collection, SortedLines expected, DocumentSource source, Verdicts verdicts)
    {
        using SideBySide sides = new(collection, expected, verdicts);
        source.Render(collection, sides.Take);
        sides.End();
    }

    /// <summary>An enumerable that begins anew each time.</summary>
    private sealed class Repeated(Func<IEnumerable<SourceRecord>> source) : IEnumerable<SourceRecord>
    {
        public IEnumerator<SourceRecord> GetEnumerator() => source().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
