using Pipeline.Log;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>The log for checks that only compare something with it: its damage is told by <see cref="LogCheck"/> and not once more.</summary>
internal static class ReadableLog
{
    /// <summary>The log; null where there is none, or where one of its extents cannot be read.</summary>
    internal static LogFolder? OrNull(string path)
    {
        if (!LogFolder.Exists(path)) return null;
        try
        {
            LogFolder log = LogFolder.Open(path);
            for (int p = 0; p < log.Partitions; p++) _ = log.Status(p);
            return log;
        }
        catch (LogException)
        {
            return null;
        }
    }
}
