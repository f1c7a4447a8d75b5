using Pipeline.Cli.Frame;
using Pipeline.Engine.Feeds;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Commands;

/// <summary>All of a folder's log, from its beginning to its present end.</summary>
internal static class LogRange
{
    /// <exception cref="CliException">There is no log.</exception>
    internal static LogFeed Open(string data, out long records)
    {
        string path = new DataFolderPaths(data).Log;
        if (!LogFolder.Exists(path))
        {
            throw new CliException(
                ExitCodes.InputOutput, $"{data} holds no log.", $"{path} is not there", $"Make one: pipeline import --data {data} FILE");
        }

        LogFolder log = LogFolder.Open(path);
        LogFeed feed = new(log);
        records = 0;
        foreach (PartitionReader reader in feed.Partitions)
        {
            long start = log.Start(reader.Partition), end = log.End(reader.Partition);
            records += end - start;
            reader.Limit = end;
            reader.Begin(start);
        }

        feed.EndsAtLimits = true;
        return feed;
    }
}
