using System.CommandLine;
using System.Text.Json;
using Pipeline.Cli.Bench;
using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline bench</c>: what this machine does, next to yardsticks measured in the same run.</summary>
internal static class BenchCommand
{
    private const long FewestEvents = 10_000, MostEvents = 1_000_000_000;

    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline bench", "every row over 10 M events; some minutes, 12 GB of memory, 6 GB of disk"),
        ("pipeline bench --events 1M --json bench.json", "the short form, and its figures for a program"),
        ("pipeline bench --rows path.1,hot,yardstick.batched", "some rows; a group's name (yardstick) means all of it"),
        ("pipeline bench --check --rows decode", "also: is the export of the first million events the reference's?"),
    ];

    internal static Command Create(CliContext context)
    {
        BenchOptions defaults = new();
        CommandWithExamples command = new("bench", "Measure throughput, memory and recovery on this machine.") { Examples = Examples };
        Option<long?> events = CommonOptions.Count("--events", "Events of the work; 10k to 1G [default: 10M]");
        Option<ulong> seed = new("--seed") { Description = "Seed of the events", DefaultValueFactory = _ => defaults.Seed };
        Option<string?> rows = new("--rows") { Description = "Rows or groups of rows to run, by comma [default: all]", HelpName = "NAME,..." };
        Option<int> passes = new("--passes") { Description = "Passes of the short rows, 1 to 99; the median counts", DefaultValueFactory = _ => defaults.Passes };
        Option<string> cache = new("--cache") { Description = "Where generated events are kept for the next run", DefaultValueFactory = _ => defaults.Cache, HelpName = "DIR" };
        Option<bool> check = new("--check") { Description = "Also compare the export of the first million events with the reference; exit code 1 if they differ" };
        Option<string?> json = new("--json") { Description = "Write the figures to a file, or with - to standard output instead of the table", HelpName = "FILE|-" };
        foreach (Option option in new Option[] { events, seed, rows, passes, cache, check, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) =>
        {
            BenchOptions options = new()
            {
                Events = parsed.GetValue(events) ?? defaults.Events,
                Seed = parsed.GetValue(seed),
                Passes = parsed.GetValue(passes),
                Cache = Path.GetFullPath(parsed.GetRequiredValue(cache)),
            };
            string[] names = (parsed.GetValue(rows) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            IReadOnlyList<IBenchRow> selected = Select(options, names);
            return Task.FromResult(Run(context, options, selected, parsed.GetValue(json), parsed.GetValue(check), stop));
        });
        return command;
    }

    /// <exception cref="CliException">A value is out of its range, or no row has a name.</exception>
    private static IReadOnlyList<IBenchRow> Select(BenchOptions options, string[] names)
    {
        IReadOnlyList<IBenchRow> selected = BenchRows.Select(names, out IReadOnlyList<string> unknown);
        List<string> mistakes = [.. unknown.Select(n => $"rows: there is no '{n}', but {string.Join(", ", BenchRows.All.Select(r => r.Name))}")];
        if (options.Events is < FewestEvents or > MostEvents) mistakes.Add($"events: {options.Events} is not from {FewestEvents} to {MostEvents}");
        if (options.Passes is < 1 or > 99) mistakes.Add($"passes: {options.Passes} is not from 1 to 99");
        if (mistakes.Count == 0) return selected;
        throw new CliException(ExitCodes.Usage, "The options are out of their ranges.", mistakes, "See: pipeline bench --help");
    }

    private static int Run(
        CliContext context, BenchOptions options, IReadOnlyList<IBenchRow> rows, string? json, bool check, CancellationToken stop)
    {
        void Say(string text) => context.Error.WriteLine($"bench: {text}");
        BenchRun run = new(options, new BenchInput(options, Say, stop), Say, stop);
        List<BenchResult> results = [];
        foreach (IBenchRow row in rows)
        {
            stop.ThrowIfCancellationRequested();
            Say($"{row.Name} ({results.Count + 1} of {rows.Count}): {row.What}");
            results.Add(row.Run(run));
            GC.Collect();
        }

        bool same = !check || BenchCheck.Run(run);
        if (json == "-") JsonOutput.Print(context, writer => BenchReport.Write(writer, options, results));
        else BenchReport.Print(context, results);
        if (json is not (null or "-")) WriteFile(json, options, results);
        return same ? ExitCodes.Done : ExitCodes.Difference;
    }

    private static void WriteFile(string path, BenchOptions options, List<BenchResult> results)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write);
        using Utf8JsonWriter writer = new(file, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        BenchReport.Write(writer, options, results);
    }
}
