using System.CommandLine;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Engine;
using Pipeline.Engine.Running;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline export</c>: every document of a folder's newest epoch.</summary>
internal static class ExportCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline export --data shop --export out", "every collection of the newest epoch, also while run is at work"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("export", "Write every document of a folder's newest epoch.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder", Required = true, HelpName = "DIR" };
        Option<string> export = new("--export") { Description = "Where the documents go: <collection>.ndjson", Required = true, HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { data, export, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) =>
        {
            string folder = parsed.GetRequiredValue(data), target = Path.GetFullPath(parsed.GetRequiredValue(export));
            DataArgument.RequireFolder(folder);
            DataArgument.RefuseExportToFile(target);
            FolderAnswer? answer = FolderClient.Ask(context, folder, new FolderRequest("export", target), FolderClient.LongestExport, stop);
            ExportData exported = answer?.Export ?? Offline(context, folder, target, stop);
            Print(context, exported, target, parsed.GetValue(json));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static ExportData Offline(CliContext context, string data, string target, CancellationToken stop)
    {
        using StoredEpoch stored = StoredEpochs.Open(context, data, stop);
        using EpochReading reading = stored.Read();
        IReadOnlyDictionary<string, long> counts = ExportWriter.Write(reading.Source, target, cancellation: stop);
        return new ExportData(reading.View.Cut.Number, new Dictionary<string, long>(counts));
    }

    private static void Print(CliContext context, ExportData exported, string target, bool json)
    {
        if (json)
        {
            JsonOutput.Print(context, writer => JsonSerializer.Serialize(writer, exported, FolderJson.Default.ExportData));
            return;
        }

        IAnsiConsole console = context.Tables();
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("collection", "documents");
        table.Columns[1].RightAligned();
        foreach ((string collection, long count) in exported.Documents) table.AddRow(collection, $"{count:N0}");
        console.Write(table);
        console.WriteLine($"epoch {exported.Epoch}: {target}");
    }
}
