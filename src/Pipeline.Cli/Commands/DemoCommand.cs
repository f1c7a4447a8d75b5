using System.CommandLine;
using Pipeline.Cli.Demo;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Verifying;
using Pipeline.Generator;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline demo</c>: a lively shop through the whole durable pipeline, numbers moving, and at the end the proof.</summary>
internal static class DemoCommand
{
    /// <summary>More records are not recomputed after a Ctrl-C: whoever presses it waits.</summary>
    private const long MostProvedAfterStop = 1_000_000;

    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline demo", "two hours of a shop in a minute; at the end everything is recomputed and compared"),
        ("pipeline demo --for 10m --rate 20k", "twenty hours, twenty thousand events a second"),
        ("pipeline demo --for 30s --data shop", "kept in a folder, to be looked at with query, status and export"),
        ("pipeline demo --for 10s --json | tail -1", "a JSON object a second; the last says what was proved"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("demo", "See it work: a made-up shop, live numbers, and the proof that they are right.") { Examples = Examples };
        Option<long?> length = CommonOptions.Duration("--for", "How long the shop is open, 1s to 1d; Ctrl-C ends it before [default: 1m]");
        length.HelpName = "30s|1m|1h";
        Option<long?> rate = CommonOptions.Count("--rate", "Events a second, 1 to 1M [default: 3k]");
        Option<string?> data = new("--data") { Description = "A fresh folder that is kept [default: a temporary one, which is removed]", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Print a JSON object a second on standard output, and a last one that says what was proved" };
        foreach (Option option in new Option[] { length, rate, data, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            Checked(new DemoRequest
            {
                ForMilliseconds = parsed.GetValue(length) ?? 60_000,
                Rate = parsed.GetValue(rate) ?? 3_000,
                Data = parsed.GetValue(data),
                Json = parsed.GetValue(json),
            }),
            stop)));
        return command;
    }

    private static DemoRequest Checked(DemoRequest request)
    {
        List<string> mistakes = [];
        if (request.ForMilliseconds is < 1000 or > DemoRequest.LongestSeconds * 1000) mistakes.Add($"--for: {request.ForMilliseconds / 1000} s is not from 1s to 1d");
        if (request.Rate is < 1 or > 1_000_000) mistakes.Add($"--rate: {request.Rate} is not from 1 to 1M");
        if (mistakes.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", mistakes, "See: pipeline demo --help");
        if (request.Data is { } data) FreshFolder.Require(data, partitions: null, "Or look at what it holds: pipeline status --data " + CommandText.Quoted(data));
        return request;
    }

    private static int Run(CliContext context, DemoRequest request, CancellationToken stop)
    {
        string data = request.Data ?? Directory.CreateTempSubdirectory("pipeline-demo-").FullName;
        try
        {
            DemoRun demo = new(context, request, data);
            (Planted planted, DemoNumbers numbers) = demo.Run(OutputOf(context, request), stop);
            bool isProved = !stop.IsCancellationRequested || numbers.Records <= MostProvedAfterStop;
            Verdicts? verdicts = isProved ? demo.Verify(CancellationToken.None) : null;
            List<string> differences = Differences(planted, numbers, verdicts);
            if (request.Json) PrintJson(context, numbers, verdicts, differences);
            else Print(context, request, numbers, verdicts, differences);
            return differences.Count > 0 ? ExitCodes.Difference : ExitCodes.Done;
        }
        finally
        {
            if (request.Data is null) Directory.Delete(data, recursive: true);
        }
    }

    private static IDemoOutput OutputOf(CliContext context, DemoRequest request)
    {
        if (request.Json) return new DemoJson(context);
        IAnsiConsole console = context.Tables();
        return console.Profile is { Out.IsTerminal: true, Capabilities.Ansi: true } ? new DemoScreen(console) : new DemoLines(context);
    }

    /// <summary>What differs between shop, pipeline and recomputation; empty is the proof.</summary>
    private static List<string> Differences(Planted planted, DemoNumbers numbers, Verdicts? verdicts)
    {
        List<string> differences = [.. verdicts?.Differences ?? []];
        (string Name, long Planted, long Counted)[] ledger =
        [
            ("records", planted.Records, numbers.Records), ("accepted", planted.Accepted, numbers.Accepted), ("duplicates", planted.Duplicates, numbers.Duplicates),
            ("late", planted.Late, numbers.Late), ("rejected", planted.Rejected, numbers.Rejected),
        ];
        differences.AddRange(ledger.Where(l => l.Planted != l.Counted).Select(l => $"{l.Name}: the shop sent {l.Planted:N0}, {l.Counted:N0} were counted"));
        return differences;
    }

    private static void Print(CliContext context, DemoRequest request, DemoNumbers numbers, Verdicts? verdicts, List<string> differences)
    {
        IAnsiConsole console = context.Tables();
        foreach (string difference in differences) console.WriteLine(difference);
        if (differences.Count == 0)
        {
            console.WriteLine($"The shop closed after {numbers.Records:N0} records, each in a registered epoch on the disk; the ledger is what the shop says it sent.");
            console.WriteLine(verdicts is null
                ? $"Not proved here, because it was stopped and a recomputation of more than {MostProvedAfterStop:N0} records takes its time: pipeline verify does it."
                : $"Proved: a second program read the log again and recomputed {verdicts.Documents:N0} documents; every one is equal, byte for byte.");
        }

        console.WriteLine();
        console.WriteLine("Try next (pipeline stands for what you typed before demo):");
        foreach (string line in Next(request)) console.WriteLine("  " + line);
    }

    private static string[] Next(DemoRequest request)
    {
        if (request.Data is not { } data)
        {
            return
            [
                "pipeline demo --for 30s --data shop       # the same, kept in a folder",
                "pipeline replay --input FILE --export out # a file of your own; README shows the format",
            ];
        }

        string at = CommandText.Quoted(data);
        return
        [
            $"pipeline query --data {at} products --sort -revenue.EUR --top 10",
            $"pipeline status --data {at}",
            $"pipeline export --data {at} --export out",
        ];
    }

    private static void PrintJson(CliContext context, DemoNumbers numbers, Verdicts? verdicts, List<string> differences) =>
        JsonOutput.PrintLine(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", numbers.Epoch);
            json.WriteNumber("records", numbers.Records);
            json.WriteBoolean("adds_up", numbers.AddsUp);
            json.WriteBoolean("verified", verdicts is not null);
            json.WriteNumber("documents", verdicts?.Documents ?? 0);
            json.WriteStartArray("differences");
            foreach (string difference in differences) json.WriteStringValue(difference);
            json.WriteEndArray();
            json.WriteEndObject();
        });
}
