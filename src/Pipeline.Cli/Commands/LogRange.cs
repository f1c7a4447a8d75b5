using Pipeline.Cli.Frame;
using Pipeline.Engine.Feeds;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Commands;

/// <summary>A part of a folder's log, or all of it: from its beginning to its present end where nothing else is said.</summary>
internal sealed class LogRange : IDisposable
{
    private LogRange(LogFeed feed, long[] from, long[] to) => (Feed, From, To) = (feed, from, to);

    /// <summary>Reads it.</summary>
    internal LogFeed Feed { get; }

    /// <summary>For each partition the first offset.</summary>
    internal IReadOnlyList<long> From { get; }

    /// <summary>For each partition the offset behind the last record.</summary>
    internal IReadOnlyList<long> To { get; }

    /// <exception cref="CliException">There is no log, or it does not hold the range; all that is wrong is named.</exception>
    internal static LogRange Open(string data, LogOffsets from, LogOffsets to)
    {
        string path = new DataFolderPaths(data).Log;
        if (!LogFolder.Exists(path))
        {
            throw new CliException(
                ExitCodes.InputOutput, $"{data} holds no log.", $"{path} is not there", $"Make one: pipeline import --data {CommandText.Quoted(data)} FILE");
        }

        LogFolder log = LogFolder.Open(path);
        long[] starts = [.. Enumerable.Range(0, log.Partitions).Select(log.Start)], ends = [.. Enumerable.Range(0, log.Partitions).Select(log.End)];
        long[] first = [.. starts], limit = [.. ends];
        List<string> why = [.. from.Apply(first, starts, ends), .. to.Apply(limit, starts, ends)];
        why.AddRange(Enumerable.Range(0, first.Length).Where(p => first[p] > limit[p])
            .Select(p => $"--from lies behind --to: partition {p} from {first[p]} to {limit[p]}"));
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The log does not hold this range.", why, "See: pipeline replay --help");
        return new LogRange(Begin(new LogFeed(log) { EndsAtLimits = true }, first, limit), first, limit);
    }

    /// <inheritdoc/>
    public void Dispose() => Feed.Dispose();

    private static LogFeed Begin(LogFeed feed, long[] from, long[] to)
    {
        foreach (PartitionReader reader in feed.Partitions)
        {
            reader.Limit = to[reader.Partition];
            reader.Begin(from[reader.Partition]);
        }

        return feed;
    }
}
