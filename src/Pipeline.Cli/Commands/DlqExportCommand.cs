using System.CommandLine;
using Pipeline.Cli.DeadLetters;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline dlq export</c>: the raw bytes of dead letters or late records.</summary>
internal static class DlqExportCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline dlq export --data shop --all --output bad.ndjson", "all that are open, a line each; bad.ndjson.index.ndjson says what each is"),
        ("pipeline dlq export --data shop --reason not_json --output - | less", "to look at"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("export", "Write the raw records of open dead letters or late records, a line each.") { Examples = Examples };
        SelectionOptions selection = new(command);
        Option<string> output = new("--output", "-o") { Description = "A file for the records, an existing one is replaced; - is standard output", Required = true, HelpName = "FILE" };
        Option<string?> index = new("--index") { Description = "Where to write id, reason, field, state and length of each [default: FILE.index.ndjson; with - nowhere]", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Print the result as one JSON object on standard output; not with --output -" };
        foreach (Option option in new Option[] { output, index, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) =>
        {
            List<string> mistakes = [];
            RecordSelection chosen = selection.Read(parsed, mistakes);
            string file = parsed.GetRequiredValue(output);
            if (file == "-" && parsed.GetValue(json)) mistakes.Add("--json: not with --output -, which has standard output for itself");
            if (file == "-" && parsed.GetValue(index) is not null) mistakes.Add("--index: not with --output -");
            SelectionOptions.Refuse(command, mistakes);
            return Task.FromResult(Run(context, new RawExport(context, parsed.GetRequiredValue(selection.Data), chosen), chosen, file, parsed.GetValue(index), parsed.GetValue(json), stop));
        });
        return command;
    }

    private static int Run(CliContext context, RawExport export, RecordSelection selection, string file, string? index, bool json, CancellationToken stop)
    {
        if (file == "-")
        {
            export.ToStandardOutput(stop);
            context.Error.WriteLine($"pipeline: {selection.Count(export.Records)}; {export.Origin}");
            return ExitCodes.Done;
        }

        string beside = index ?? file + ".index.ndjson";
        export.ToFiles(file, beside, stop);
        if (export.Broken > 0) context.Error.WriteLine($"pipeline: {export.Broken:N0} hold ends of lines themselves, and are several lines: {beside} has each one's length");
        if (!json)
        {
            context.Out.WriteLine($"{selection.Count(export.Records)}: {file}, what each is: {beside}; {export.Origin}");
            return ExitCodes.Done;
        }

        JsonOutput.Print(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("records", export.Records);
            writer.WriteString("output", file);
            writer.WriteString("index", beside);
            writer.WriteEndObject();
        });
        return ExitCodes.Done;
    }
}
