using System.CommandLine;
using Pipeline.Cli.DeadLetters;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline dlq drop</c>: notes that records need no looking at.</summary>
internal static class DlqDropCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline dlq drop --data shop --reason not_an_object", "nothing can be made of these"),
        ("pipeline dlq drop --data shop 0:1475 0:1483", "these two"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("drop", "Note that dead letters or late records need no looking at; they stay where they are.") { Examples = Examples };
        SelectionOptions selection = new(command);
        Option<bool> json = CommonOptions.Json();
        command.Options.Add(json);
        command.Runs(context, (parsed, stop) =>
        {
            List<string> mistakes = [];
            RecordSelection chosen = selection.Read(parsed, mistakes);
            SelectionOptions.Refuse(command, mistakes);
            return Task.FromResult(Run(context, parsed.GetRequiredValue(selection.Data), chosen, parsed.GetValue(json), stop));
        });
        return command;
    }

    private static int Run(CliContext context, string data, RecordSelection selection, bool json, CancellationToken stop)
    {
        DropRun run = new(context, data, selection);
        run.Run(stop);
        if (json)
        {
            JsonOutput.Print(context, writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("dropped", run.Dropped);
                writer.WriteNumber("treated_before", run.Before);
                writer.WriteEndObject();
            });
            return ExitCodes.Done;
        }

        context.Out.WriteLine($"{selection.Count(run.Dropped)} dropped; {run.Origin}");
        if (run.Before > 0) context.Out.WriteLine($"{run.Before:N0} put back or dropped before, and left as they are");
        return ExitCodes.Done;
    }
}
