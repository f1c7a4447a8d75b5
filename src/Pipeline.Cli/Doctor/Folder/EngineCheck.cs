using System.Text;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Settings;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>Whether somebody works in the folder; an engine at work is asked, and what it holds is not opened.</summary>
internal sealed class EngineCheck : ICheck
{
    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.Paths is not { } paths) return [];
        try
        {
            examination.Running = FolderClient.Ask(examination.Context, paths.Root, new FolderRequest("status", null), FolderClient.LongestStatus, stop)?.Status;
            if (examination.Running is not null) examination.StateSettings = AskSettings(examination, paths.Root, stop);
        }
        catch (CliException exception)
        {
            return [Finding.Error("engine", exception.Message, string.Join("; ", exception.Why), "Look at what it wrote on standard error; stop it and start it again.")];
        }

        if (examination.Running is { } status) return [OfRun(examination, status)];
        (bool isHeld, int? process) = DataFolder.Holder(paths.Root);
        examination.IsAtRest = !isHeld;
        return
        [
            isHeld
                ? Finding.Note(
                    "engine", $"{(process is { } id ? $"Process {id}" : "A process")} works in the folder and answers no questions (as verify, export or a start do).",
                    "What it holds was not opened: registry, snapshots, dead letters.", "Look again when it is done.")
                : Finding.Ok("engine", "none at work"),
        ];
    }

    private static Finding OfRun(Examination examination, StatusData status)
    {
        long lag = status.Partitions.Sum(p => p.Lag);
        string rest = "registry, snapshots and dead letters are its own and were not opened";
        if (status.Rebuild is { } rebuild) return Finding.Note("engine", $"at work: {rebuild.Text}", $"The {rest}.", "Wait until it has caught up.");
        bool isBehind = status.EventsPerSecond > 0 && lag > status.EventsPerSecond * 60;
        return isBehind
            ? Finding.Warning(
                "engine", $"at work at epoch {status.Epoch}, but {lag:N0} records behind at {status.EventsPerSecond:N0} events/s", "It needs more than a minute to be where the log is.",
                $"Look whether the lag shrinks: {examination.Command("status")}")
            : Finding.Ok("engine", $"at work at epoch {status.Epoch}, {lag:N0} records behind; {rest}");
    }

    private static FoldSettings? AskSettings(Examination examination, string data, CancellationToken stop)
    {
        FolderAnswer? answer = FolderClient.Ask(examination.Context, data, new FolderRequest(FolderServer.SettingsRequest, null), FolderClient.LongestStatus, stop);
        return answer?.Settings is { } canonical ? SettingsReader.ReadStored(Encoding.UTF8.GetBytes(canonical)).Settings?.Fold : null;
    }
}
