using System.Globalization;

namespace Pipeline.Cli.Doctor.Machine;

/// <summary>The clock, against what it said before: when the program was built and when the folder was last written.</summary>
internal sealed class ClockCheck : ICheck
{
    /// <summary>File systems and clocks of two machines may be as far apart.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    public string Area => "machine";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        DateTimeOffset now = examination.Context.Time.GetUtcNow();
        DateTime newest = Newest(examination).Append(DateTime.UnixEpoch).Max();
        string text = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        yield return newest - now.UtcDateTime <= Tolerance
            ? Finding.Ok("clock", text)
            : Finding.Warning(
                "clock", $"It says {text}, but something was written {Amount.OfTime(newest - now.UtcDateTime)} after that.",
                "It was set back, or was wrong then. Numbers do not depend on it; retention by age, and times in the log, do.",
                "Let the clock be kept by a time service: timedatectl status, or chronyc tracking.");
    }

    private static IEnumerable<DateTime> Newest(Examination examination)
    {
        if (Environment.ProcessPath is { } program && File.Exists(program)) yield return File.GetLastWriteTimeUtc(program);
        if (examination.Paths is not { } paths) yield break;
        foreach (string file in (string[])[paths.Registry, paths.Version, paths.ProcessId, Path.Combine(paths.Log, "meta")])
        {
            if (File.Exists(file)) yield return File.GetLastWriteTimeUtc(file);
        }

        if (!Directory.Exists(paths.Log)) yield break;
        foreach (string partition in Directory.EnumerateDirectories(paths.Log))
        {
            foreach (string file in Directory.EnumerateFiles(partition)) yield return File.GetLastWriteTimeUtc(file);
        }
    }
}
