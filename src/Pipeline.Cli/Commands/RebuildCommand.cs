using System.CommandLine;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Rebuilding;
using Pipeline.Engine.Running;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline rebuild</c>: the state anew under other settings, beside the one that goes on.</summary>
internal static class RebuildCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline rebuild --data shop --settings new.json", "count the log anew beside the state, and say what would change; run goes on"),
        ("pipeline rebuild --data shop --settings new.json --switch", "the same, and then put it in place; a run that is at work goes on with it"),
        ("pipeline rebuild --data shop --horizon 40d --json", "for a script: what a longer horizon changes, by collection"),
        ("pipeline rebuild --data shop --discard", "remove what was counted beside"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("rebuild", "Count the log anew under other settings, beside the state; compare, and switch.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder; run may be at work on it", Required = true, HelpName = "DIR" };
        Option<string?> settings = new("--settings") { Description = "The other settings (docs/settings.md) [default: the defaults]", HelpName = "FILE" };
        Option<long?> horizon = CommonOptions.Duration("--horizon", "How far behind a shopper's newest event another may lie and still count [default: 1h]");
        Option<int?> shards = new("--shards") { Description = "Shards of the rebuilt state, 1 to 1024 [default: processor cores, at most 8]" };
        Option<bool> switches = new("--switch") { Description = "Put the rebuilt state in place when both are compared" };
        Option<bool> discard = new("--discard") { Description = "Remove what was counted beside, and do nothing else" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { data, settings, horizon, shards, switches, discard, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            new RebuildRequest
            {
                Data = parsed.GetRequiredValue(data),
                SettingsPath = parsed.GetValue(settings),
                HorizonMilliseconds = parsed.GetValue(horizon),
                Shards = parsed.GetValue(shards),
                Switch = parsed.GetValue(switches),
                Discard = parsed.GetValue(discard),
                Json = parsed.GetValue(json),
            },
            stop)));
        return command;
    }

    private static int Run(CliContext context, RebuildRequest request, CancellationToken stop)
    {
        request.Check();
        if (request.Discard)
        {
            bool existed = SideState.Exists(request.Data);
            SideState.Remove(request.Data);
            context.Error.WriteLine(existed ? "pipeline: what was counted beside is gone; the state is as it was" : "pipeline: nothing was counted beside");
            return ExitCodes.Done;
        }

        RebuildWork work = new(context, request, SettingsFile.Load(request.SettingsPath, request.HorizonMilliseconds), stop);
        RebuildResult result = work.Compare();
        long? shown = request.Switch ? work.Switch() : null;
        if (request.Json) PrintJson(context, result, shown);
        else Print(context, request, result, shown);
        return ExitCodes.Done;
    }

    private static void Print(CliContext context, RebuildRequest request, RebuildResult result, long? shown)
    {
        IAnsiConsole console = context.Tables();
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("collection", "before", "after", "changed", "gone", "new", "for example");
        for (int column = 1; column < 6; column++) table.Columns[column].RightAligned();
        foreach (CollectionChange c in result.Changes)
        {
            string[] row = [c.Collection, $"{c.Before:N0}", $"{c.After:N0}", $"{c.Changed:N0}", $"{c.Gone:N0}", $"{c.New:N0}", string.Join("  ", c.Examples)];
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        console.Write(table);
        console.WriteLine($"compared at epoch {result.Epoch}, after {result.Records:N0} records: "
            + (result.Changes.All(c => c.IsSame) ? "every document is the same, byte for byte." : "these documents differ."));
        if (shown is { } first)
        {
            console.WriteLine($"switched: the folder holds the rebuilt state, its epochs are numbered from {first} on.");
            console.WriteLine($"From now on it is followed with: {request.RunCommand}");
        }
        else
        {
            console.WriteLine($"Nothing was switched. Put it in place: {request.CommandWith("--switch")}");
            console.WriteLine($"Or remove it: pipeline rebuild {CommandText.Option("--data", request.Data)} --discard");
        }
    }

    private static void PrintJson(CliContext context, RebuildResult result, long? shown) => JsonOutput.Print(context, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", result.Epoch);
        json.WriteNumber("records", result.Records);
        json.WriteBoolean("same", result.Changes.All(c => c.IsSame));
        json.WriteBoolean("switched", shown is not null);
        json.WriteStartObject("collections");
        foreach (CollectionChange change in result.Changes) Write(json, change);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, CollectionChange change)
    {
        json.WriteStartObject(change.Collection);
        json.WriteNumber("before", change.Before);
        json.WriteNumber("after", change.After);
        json.WriteNumber("changed", change.Changed);
        json.WriteNumber("gone", change.Gone);
        json.WriteNumber("new", change.New);
        json.WriteStartArray("examples");
        foreach (string id in change.Examples) json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
