using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline status</c>: positions, lag, ledger, rate and sizes, as of one epoch.</summary>
internal static class StatusCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline status --data shop", "also while run is at work"),
        ("pipeline status --data shop --json | jq .partitions[].lag", "for a script"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("status", "Say where a folder stands: positions, lag, ledger, rate, sizes.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder", Required = true, HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json();
        command.Options.Add(data);
        command.Options.Add(json);
        command.Runs(context, (parsed, stop) =>
        {
            string folder = parsed.GetRequiredValue(data);
            DataArgument.RequireFolder(folder);
            FolderAnswer? answer = FolderClient.Ask(context, folder, new FolderRequest("status", null), FolderClient.LongestStatus, stop);
            StatusData status = answer?.Status ?? Offline(context, folder, stop);
            StatusReport.Print(context, status, parsed.GetValue(json));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static StatusData Offline(CliContext context, string data, CancellationToken stop)
    {
        using StoredEpoch stored = StoredEpochs.Open(context, data, stop);
        return StatusData.Of(stored.Status(), running: false);
    }
}
