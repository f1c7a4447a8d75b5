using Pipeline.Core.Settings;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>What the folder takes, how fast it grew in the last day, and how long the disk takes that.</summary>
internal sealed class GrowthCheck : ICheck
{
    /// <summary>Growth is measured over the last day at most, and not over less than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1), Shortest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Soon = TimeSpan.FromDays(7), VerySoon = TimeSpan.FromDays(1);

    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.Paths is not { } paths || !Directory.Exists(paths.Log)) yield break;
        FolderSizes sizes = FolderSizes.Of(paths);
        yield return Finding.Ok(
            "size", $"log {Amount.OfBytes(sizes.LogBytes)}, snapshots {Amount.OfBytes(sizes.SnapshotBytes)}, dead letters and late records {Amount.OfBytes(sizes.FactBytes)}");
        if (Rate(paths.Log, examination.Context.Time.GetUtcNow().UtcDateTime) is not { } logRate) yield break;

        // Snapshots follow the state, not the stream; dead letters grow with the log.
        double rate = logRate * (1 + (sizes.FactBytes / Math.Max(1.0, sizes.LogBytes)));
        string grows = $"{Amount.OfBytes(rate * 86_400)} a day at the rate of the last day";
        DriveInfo drive = new(OperatingSystem.IsWindows() ? Path.GetPathRoot(paths.Root)! : paths.Root);
        if (rate <= 0)
            yield return Finding.Ok("growth", "nothing was appended in the last day");
        else if (examination.Settings?.Log is { } log && Bound(log, logRate, Directory.GetDirectories(paths.Log).Length) is { } bound && bound < sizes.LogBytes + drive.AvailableFreeSpace)
            yield return Finding.Ok("growth", $"{grows}; retention keeps the log at about {Amount.OfBytes(bound)}");
        else
            yield return Of(examination, grows, TimeSpan.FromSeconds(Math.Min(drive.AvailableFreeSpace / rate, TimeSpan.FromDays(36_500).TotalSeconds)));
    }

    private static Finding Of(Examination examination, string grows, TimeSpan left)
    {
        string what = $"{grows}; the disk is full in {Amount.OfTime(left)}";
        const string Why = "Whoever appends or folds stops when it is. Nothing acknowledged is lost.";
        string whatToDo = $"Set log.retention_age (docs/settings.md), or move the folder to a larger disk (docs/operations.md). Now: {examination.Command("status")}";
        if (left < VerySoon) return Finding.Error("growth", what, Why, whatToDo);
        return left < Soon ? Finding.Warning("growth", what, Why, whatToDo) : Finding.Ok("growth", what);
    }

    /// <summary>Bytes that the log is kept at; null without retention.</summary>
    private static double? Bound(LogSettings log, double rate, int partitions)
    {
        double? bySize = log.RetentionBytes is { } bytes ? ((double)bytes + log.SegmentBytes) * partitions : null;
        double? byAge = log.RetentionAgeMilliseconds is { } age ? (rate * age / 1000) + ((double)log.SegmentBytes * partitions) : null;
        return bySize is null || byAge is null ? bySize ?? byAge : Math.Min(bySize.Value, byAge.Value);
    }

    /// <summary>Bytes a second that were appended lately; null when the log is too young to tell.</summary>
    private static double? Rate(string log, DateTime now)
    {
        FileInfo[] segments = [.. new DirectoryInfo(log).EnumerateFiles("*.segment", SearchOption.AllDirectories)];
        if (segments.Length == 0) return null;
        TimeSpan age = now - segments.Min(s => s.CreationTimeUtc), window = age < Longest ? age : Longest;
        return window < Shortest ? null : segments.Sum(s => Within(s, now - window)) / window.TotalSeconds;
    }

    /// <summary>Bytes of a segment that were appended since then, as if it had grown evenly.</summary>
    private static double Within(FileInfo segment, DateTime since)
    {
        DateTime began = segment.CreationTimeUtc, ended = segment.LastWriteTimeUtc;
        if (ended <= since) return 0;
        return began >= since ? segment.Length : segment.Length * ((ended - since) / (ended - began));
    }
}
