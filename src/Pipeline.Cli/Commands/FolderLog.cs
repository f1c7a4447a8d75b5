using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Store.Folders;
using LogDurability = Pipeline.Log.LogDurability;

namespace Pipeline.Cli.Commands;

/// <summary>A data folder's log, opened for appending as the settings say.</summary>
internal static class FolderLog
{
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Segments, retention and durability.</param>
    /// <param name="partitions">Partitions of a new log.</param>
    /// <param name="timestamps">Whether records carry the time of now, which those of a replayed file do not.</param>
    /// <exception cref="CliException">Another process appends to it.</exception>
    internal static LogWriter OpenWriter(string data, LogSettings settings, int? partitions, bool timestamps = true)
    {
        DataArgument.RefuseFile(data);
        string path = new DataFolderPaths(data).Log;
        Directory.CreateDirectory(path);
        try
        {
            return LogWriter.Open(path, new LogWriterOptions
            {
                Partitions = LogFolder.Exists(path) ? null : partitions ?? 1,
                Timestamps = timestamps,
                SegmentBytes = settings.SegmentBytes,
                RetentionBytes = settings.RetentionBytes,
                RetentionAge = settings.RetentionAgeMilliseconds is { } age ? TimeSpan.FromMilliseconds(age) : null,
                Durability = settings.Durability == Core.Settings.LogDurability.Durable ? LogDurability.Synced : LogDurability.Buffered,
            });
        }
        catch (LogLockedException exception)
        {
            throw new CliException(
                ExitCodes.FolderInUse, "Another process appends to this log.", exception.Message, "Wait for it, or stop it.");
        }
    }

    /// <summary>Lets retention take what it no longer keeps and no snapshot in use needs.</summary>
    internal static void Retain(LogWriter log, string data)
    {
        if (Upkeep.ReadFloor(data) is not { } floor) return;
        for (int p = 0; p < Math.Min(log.Partitions, floor.Count); p++) log.Retain(p, floor[p]);
    }
}
