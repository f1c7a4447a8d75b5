using Pipeline.Cli.Frame;
using Pipeline.Core.Decoding;
using Pipeline.Log;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>Reads the log as everybody does, frame by frame with its checksums; of a large one the newest part.</summary>
internal sealed class LogCheck : ICheck
{
    /// <summary>Read of the whole log, the newest; half a minute at most on an ordinary disk.</summary>
    private const long MostBytes = 4L << 30;

    private const int RecordsAtOnce = 4096, BytesAtOnce = 1 << 20;

    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.Paths is not { } paths) return [];
        if (!LogFolder.Exists(paths.Log))
            return [Finding.Note("log", "There is none yet.", "Nothing was imported.", examination.Command("import", "FILE"))];
        try
        {
            LogFolder log = LogFolder.Open(paths.Log);
            LogPartitionStatus[] partitions = [.. Enumerable.Range(0, log.Partitions).Select(log.Status)];
            long[] from = From(partitions);
            long records = partitions.Sum(p => p.End - from[p.Partition]);
            ProgressRunner.Run(examination.Context, examination.Quiet, "Reading the log (records)", records, progress => Read(log, partitions, from, progress, stop));
            long all = partitions.Sum(p => p.End - p.Start);
            string what = $"{all:N0} records in {partitions.Length:N0} partition{(partitions.Length == 1 ? "" : "s")}, {Amount.OfBytes(partitions.Sum(p => p.Bytes))}";
            if (all == 0) return [Finding.Note("log", $"{what}: it is empty.", "There is nothing to count.", examination.Command("import", "FILE"))];
            return
            [
                records == all
                    ? Finding.Ok("log", $"{what}, all read and whole")
                    : Finding.Note("log", $"{what}; the newest {records:N0} read and whole", "Older ones were not read.", $"{examination.Command("verify")} reads all."),
            ];
        }
        catch (LogTruncatedException)
        {
            return [Finding.Ok("log", "whole as far as retention let it be read")]; // It took what was being read: nothing is wrong with that.
        }
        catch (LogException exception)
        {
            return
            [
                Finding.Error(
                    "log", "The log is damaged.", exception.Message,
                    "Restore the folder from a backup (docs/operations.md). Where only an 'end' file is, an import of nothing makes it anew: " + examination.Command("import", "- < /dev/null")),
            ];
        }
    }

    /// <summary>Where to begin in each partition, so that at most <see cref="MostBytes"/> are read in all.</summary>
    private static long[] From(LogPartitionStatus[] partitions)
    {
        double part = Math.Min(1, (double)MostBytes / Math.Max(1, partitions.Sum(p => p.Bytes)));
        return [.. partitions.Select(p => p.End - (long)((p.End - p.Start) * part))];
    }

    private static int Read(LogFolder log, LogPartitionStatus[] partitions, long[] from, IWorkProgress progress, CancellationToken stop)
    {
        RawBlock block = new();
        long done = 0;
        foreach (LogPartitionStatus partition in partitions)
        {
            using LogReader reader = log.OpenReader(partition.Partition, from[partition.Partition]);
            while (reader.Position < partition.End && reader.Read(block, RecordsAtOnce, BytesAtOnce) > 0)
            {
                stop.ThrowIfCancellationRequested();
                progress.Report(done += block.Count);
            }
        }

        return partitions.Length;
    }
}
