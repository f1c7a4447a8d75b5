using System.CommandLine;
using Pipeline.Cli.DeadLetters;
using Pipeline.Cli.Frame;
using Pipeline.Core.Facts;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline dlq list</c>: dead letters or late records by reason, what was done with them, and what came of it.</summary>
internal static class DlqListCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline dlq list --data shop", "dead letters by reason and field; of those put back how many counted and how many came late"),
        ("pipeline dlq list --data shop --late", "late records, and which horizon would count them"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("list", "Count dead letters or late records, and what became of those put back.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder", Required = true, HelpName = "DIR" };
        Option<bool> late = new("--late") { Description = "Late records instead of dead letters" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { data, late, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context, parsed.GetRequiredValue(data), parsed.GetValue(late) ? FactKind.Late : FactKind.DeadLetter, parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(CliContext context, string data, FactKind kind, bool json, CancellationToken stop)
    {
        // Before the epoch: what is put back meanwhile only seems not to be yet.
        TreatmentState treated = TreatedFolder.Read(data);
        using EpochDocuments epoch = EpochDocuments.Open(context, data, stop);
        DlqListReport report = new(context, data, DlqListing.Of(context, epoch, kind, treated));
        if (json) report.PrintJson();
        else report.PrintTables();
        return ExitCodes.Done;
    }
}
