using System.CommandLine;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline dlq</c>: dead letters and late records, and what can be done about them.</summary>
internal static class DlqCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline dlq list --data shop", "how many there are, by reason"),
        ("pipeline dlq show --data shop --reason wrong_type", "what is wrong with some of them"),
        ("pipeline dlq repair --data shop --reason out_of_range --field currency --set currency=USD", "repair all of a kind and put them back"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("dlq", "Dead letters and late records: list, show, repair and put back, drop, export.") { Examples = Examples };
        command.Subcommands.Add(DlqListCommand.Create(context));
        command.Subcommands.Add(DlqShowCommand.Create(context));
        command.Subcommands.Add(DlqRepairCommand.Create(context));
        command.Subcommands.Add(DlqDropCommand.Create(context));
        command.Subcommands.Add(DlqExportCommand.Create(context));
        return command;
    }
}
