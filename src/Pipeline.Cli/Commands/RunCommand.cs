using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline run</c>: follows a folder's log, durably.</summary>
internal static class RunCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline run --data shop", "follow the log until Ctrl-C or SIGTERM; status and export answer meanwhile"),
        ("pipeline run --data shop --until-end", "stop once all that the log holds now is in a registered epoch"),
        ("pipeline run --data shop --settings shop.json", "with funnels of one's own"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("run", "Follow a folder's log: events into registered epochs, durably.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder", Required = true, HelpName = "DIR" };
        Option<bool> untilEnd = new("--until-end") { Description = "Stop once all that the log held at the start is in a registered epoch" };
        Option<int?> shards = new("--shards") { Description = "Shards of a fresh state, 1 to 1024 [default: processor cores, at most 8]" };
        Option<long?> horizon = CommonOptions.Duration("--horizon", "How far behind a shopper's newest event another may lie and still count [default: 1h]");
        Option<string?> settings = new("--settings") { Description = "Settings file (docs/settings.md)", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { data, untilEnd, shards, horizon, settings, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            parsed.GetRequiredValue(data),
            parsed.GetValue(untilEnd),
            parsed.GetValue(shards),
            SettingsFile.Load(parsed.GetValue(settings), parsed.GetValue(horizon)),
            parsed.GetValue(json),
            stop)));
        return command;
    }

    private static int Run(
        CliContext context, string data, bool untilEnd, int? shards, PipelineSettings settings, bool json, CancellationToken stop)
    {
        if (shards is < 1 or > 1024)
        {
            throw new CliException(
                ExitCodes.Usage, "The command line has mistakes.", $"--shards: {shards} is not from 1 to 1024", "See: pipeline run --help");
        }

        using PipelineEngine engine = Engines.Open(context, data, settings, shards, untilEnd);
        using FolderServer server = new(engine);
        server.Start();
        if (!json) context.Error.WriteLine($"pipeline: following {data}; stop with Ctrl-C");
        Engines.Run(engine, data, stop);
        EngineStatus status = engine.Status();
        StatusReport.Print(context, status, json);
        return ExitCodes.Done;
    }
}
