namespace Pipeline.Engine.Tests.Kills;

/// <summary>Folders of tests.</summary>
internal static class Folders
{
    /// <summary>A new folder for what a test writes.</summary>
    public static string Create(string what) => Directory.CreateTempSubdirectory($"pipeline-{what}-").FullName;

    /// <summary>Copies a folder with all that is in it.</summary>
    public static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        return to;
    }

    /// <summary>Waits until something is so, looking again and again; false when the bound came first.</summary>
    public static bool WaitUntil(Func<bool> isSo, int longestMs = 60_000, int everyMs = 1)
    {
        using var never = new ManualResetEventSlim();
        long started = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds > longestMs) return false;
            never.Wait(everyMs);
        }

        return true;
    }
}
