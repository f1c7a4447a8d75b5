namespace Pipeline.Cli.Doctor.Machine;

/// <summary>Space, and how long it takes until something is on the disk; tried beside the folder, never in it.</summary>
internal sealed class DiskCheck : ICheck
{
    private const long Mebi = 1L << 20, Gibi = 1L << 30;
    private const int Tries = 5, ProbeBytes = 4096;
    private const double SlowMilliseconds = 50;

    public string Area => "machine";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        string looked = examination.Paths?.Root ?? Path.GetTempPath();
        DriveInfo drive = new(OperatingSystem.IsWindows() ? Path.GetPathRoot(looked)! : looked);
        yield return Space(drive, looked);
        if (TryTime(examination, looked, out string place) is { } took) yield return Speed(took, place);
        else yield return Finding.Note("disk", "How fast it is was not tried.", $"Nothing may be written beside {looked}, and in it nothing is.", "");
    }

    private static Finding Space(DriveInfo drive, string looked)
    {
        long free = drive.AvailableFreeSpace, all = Math.Max(1, drive.TotalSize);
        string what = $"{Amount.OfBytes(free)} of {Amount.OfBytes(all)} free at {looked}";
        const string Do = "Free space, or move the folder to a larger disk: docs/operations.md, Disk full.";
        if (free < 64 * Mebi) return Finding.Error("disk", what, "It is as good as full: whoever appends or folds stops. Nothing acknowledged is lost.", Do);
        return free < Gibi || free < all / 20
            ? Finding.Warning("disk", what, "A snapshot or a rebuild needs as much again as the state takes.", Do)
            : Finding.Ok("disk", what);
    }

    private static Finding Speed(TimeSpan took, string place) => took.TotalMilliseconds < SlowMilliseconds
        ? Finding.Ok("disk", $"{ProbeBytes >> 10} KiB are on it within {Amount.OfTime(took)} (middle of {Tries}, in {place})")
        : Finding.Warning(
            "disk", $"{ProbeBytes >> 10} KiB take {Amount.OfTime(took)} until they are on it (middle of {Tries}, in {place}).",
            "Each epoch waits for that once, each acknowledged import too.",
            "Use a local disk with a cache that survives a loss of power; or a larger epochs.interval (docs/settings.md).");

    /// <summary>The middle time of some small durable writes; null where no place on that disk may be written.</summary>
    private static TimeSpan? TryTime(Examination examination, string looked, out string place)
    {
        place = Path.GetTempPath();
        string? above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(looked));
        if (examination.Paths is not null)
        {
            if (above is null || MountOf(above) != MountOf(looked)) return null;
            place = above;
        }

        try
        {
            return Time(examination.Context.Time, place);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static TimeSpan Time(TimeProvider time, string place)
    {
        string path = Path.Combine(place, $".pipeline-doctor-{Path.GetRandomFileName()}");
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        List<TimeSpan> took = [];
        for (int i = 0; i < Tries; i++)
        {
            long began = time.GetTimestamp();
            file.Write(new byte[ProbeBytes]);
            file.Flush(flushToDisk: true);
            took.Add(time.GetElapsedTime(began));
        }

        took.Sort();
        return took[Tries / 2];
    }

    private static string MountOf(string path) => DriveInfo.GetDrives()
        .Select(d => d.RootDirectory.FullName)
        .Where(root => path == root || path.StartsWith(Path.TrimEndingDirectorySeparator(root) + (root.Length > 1 ? Path.DirectorySeparatorChar : ""), StringComparison.Ordinal))
        .MaxBy(root => root.Length) ?? "";
}
