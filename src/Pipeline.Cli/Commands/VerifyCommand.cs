using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Verifying;
using Pipeline.Engine.Running;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline verify</c>: recomputes every document from the log and compares.</summary>
internal static class VerifyCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline verify --data shop", "recompute everything up to the newest epoch's cut; exit 1 names the first differences"),
        ("pipeline verify --data shop --passes 8", "in less memory: each pass holds an eighth of the shoppers"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("verify", "Recompute every document from the log, by the letter, and compare.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder; no engine may run on it", Required = true, HelpName = "DIR" };
        Option<int?> passes = new("--passes") { Description = "Read the log so often, each time for a part of the shoppers [default: one for each 2 million records]" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { data, passes, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context, parsed.GetRequiredValue(data), parsed.GetValue(passes), parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(CliContext context, string data, int? passes, bool json, CancellationToken stop)
    {
        if (passes is < 1 or > 1000)
            throw new CliException(ExitCodes.Usage, "The command line has mistakes.", $"--passes: {passes} is not from 1 to 1000", "See: pipeline verify --help");
        using StoredEpoch stored = StoredEpochs.Open(context, data, stop);
        LogCut log = new(stored);
        if (log.MissingBeginning() is { } missing)
        {
            throw new CliException(
                ExitCodes.CannotBeProved, "Nothing can be proved.", missing, "Keep the whole log where proofs are wanted: retention is off by default.");
        }

        int rounds = passes ?? log.DefaultPasses;
        Verdicts verdicts = ProgressRunner.Run(context, json, "Recomputing (records)", log.Records * rounds, progress =>
            Verification.Run(stored, log, rounds, progress, stop));
        Print(context, json, stored.State.Newest.Number, verdicts);
        return verdicts.IsEqual ? ExitCodes.Done : ExitCodes.Difference;
    }

    private static void Print(CliContext context, bool json, long epoch, Verdicts verdicts)
    {
        if (json)
        {
            JsonOutput.Print(context, writer => verdicts.Write(writer, epoch));
            return;
        }

        IAnsiConsole console = context.Tables();
        foreach (string difference in verdicts.Differences) console.WriteLine(difference);
        console.WriteLine(verdicts.IsEqual
            ? $"epoch {epoch}: {verdicts.Documents:N0} documents and the ledger equal the recomputation from the log, byte for byte."
            : $"epoch {epoch}: {verdicts.Count:N0} differences, the first are above.");
        if (verdicts.NotProved is { } notProved) console.WriteLine(notProved);
    }
}
