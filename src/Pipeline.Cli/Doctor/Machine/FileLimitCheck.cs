using System.Globalization;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Doctor.Machine;

/// <summary>How many files a process may have open, where the system says so in a file.</summary>
internal sealed class FileLimitCheck : ICheck
{
    private const string Limits = "/proc/self/limits";

    /// <summary>The program itself, sockets of those who ask, an export.</summary>
    private const int Always = 256;

    /// <summary>A segment and an end file, each for the reader and an import.</summary>
    private const int EachPartition = 4;

    private const int MostShards = 1024, EachShard = 8;

    public string Area => "machine";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (!File.Exists(Limits)) yield break;
        string? line = File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        string? soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (!long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit)) yield break;
        long needed = Needed(examination.Data);
        yield return limit >= needed
            ? Finding.Ok("open files", $"{limit:N0} at once, up to {needed:N0} are needed")
            : Finding.Warning(
                "open files", $"Only {limit:N0} at once are allowed, up to {needed:N0} are needed.",
                "An engine that may open no more files stops.", $"Raise it before the start: ulimit -n {needed}, or LimitNOFILE={needed} in a systemd unit.");
    }

    private static long Needed(string? data)
    {
        if (data is null || !Directory.Exists(data)) return Always;
        DataFolderPaths paths = new(data);
        int shards = Directory.Exists(paths.Snapshots) ? Math.Min(MostShards, Directory.GetDirectories(paths.Snapshots).Length) : 0;
        int partitions = LogFolder.Exists(paths.Log) ? Directory.GetDirectories(paths.Log).Length : 1;
        return Always + ((long)EachPartition * partitions) + ((long)EachShard * shards);
    }
}
