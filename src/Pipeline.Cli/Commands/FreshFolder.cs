using Pipeline.Cli.Frame;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Commands;

/// <summary>Data folders that a command wants for itself.</summary>
internal static class FreshFolder
{
    /// <summary>Refuses a folder that holds records, a registry, or a log of another number of partitions (null: any).</summary>
    /// <exception cref="CliException">It is not fresh; <paramref name="instead"/> says what could be done with it.</exception>
    internal static void Require(string data, int? partitions, string instead)
    {
        DataFolderPaths paths = new(data);
        List<string> why = [];
        if (File.Exists(paths.Registry)) why.Add("it holds a registry of epochs");
        if (LogFolder.Exists(paths.Log))
        {
            LogFolder log = LogFolder.Open(paths.Log);
            long records = Enumerable.Range(0, log.Partitions).Sum(log.End);
            if (records > 0) why.Add($"its log holds {records:N0} records");
            if (partitions is { } asked && log.Partitions != asked) why.Add($"its log has {log.Partitions} partitions, asked for are {asked}");
        }

        if (why.Count == 0) return;
        throw new CliException(
            ExitCodes.Usage, $"{data} is not fresh: nothing was read into it.", why, "Name a folder that is not there yet, or remove this one.", instead);
    }
}
