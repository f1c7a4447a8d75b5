using Pipeline.Cli.Frame;
using Pipeline.Core.Facts;
using Pipeline.Core.Settings;
using Spectre.Console;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Prints a <see cref="DlqListing"/>.</summary>
internal sealed class DlqListReport(CliContext context, string data, DlqListing listing)
{
    private readonly string _what = listing.Kind == FactKind.Late ? "late records" : "dead letters";

    private PutBackOutcomes Outcomes => listing.Outcomes;

    private HorizonNeeds Needs => listing.Needs;

    /// <summary>The command that says what a rebuild with the horizon that all need would change; with <c>--switch</c> it does.</summary>
    private string RebuildCommand => CommandText.Of(
        "pipeline rebuild", CommandText.Option("--data", data), listing.Epoch.Epoch.HasOtherSettings ? "--settings FILE" : null,
        $"--horizon {DurationText.Format(Needs.ForAll)}");

    internal void PrintTables()
    {
        IAnsiConsole console = context.Tables();
        if (listing.Groups.Count > 0) console.Write(Groups());
        RecordGroup[] groups = [.. listing.Groups.Values];
        console.WriteLine(
            $"{groups.Sum(g => g.Total):N0} {_what}: {groups.Sum(g => g.Open):N0} open, {groups.Sum(g => g.PutBack):N0} put back, {groups.Sum(g => g.Dropped):N0} dropped");
        if (groups.Sum(g => g.Interrupted) is > 0 and long interrupted)
            console.WriteLine($"putting {interrupted:N0} back was interrupted: the next dlq repair finds out what became of them");
        if (listing.Gone > 0) console.WriteLine($"{listing.Gone:N0} more were treated and are gone: retention took them, or since a rebuild they count");
        PrintOutcomes(console);
        PrintRebuild(console);
        console.WriteLine(listing.Epoch.Origin);
    }

    internal void PrintJson() => JsonOutput.Print(context, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", listing.Epoch.Epoch.Epoch);
        json.WriteString("complete_up_to", listing.Epoch.Epoch.CompleteUpTo);
        json.WriteString("of", listing.Kind == FactKind.Late ? "late" : "dead_letters");
        json.WriteStartArray("groups");
        foreach ((string why, RecordGroup group) in listing.Groups)
        {
            string[] parts = why.Split(' ');
            json.WriteStartObject();
            json.WriteString("reason", parts[0]);
            json.WriteString("field", parts.Length > 1 ? parts[1] : null);
            json.WriteNumber("total", group.Total);
            json.WriteNumber("open", group.Open);
            json.WriteNumber("put_back", group.PutBack);
            json.WriteNumber("dropped", group.Dropped);
            json.WriteNumber("interrupted", group.Interrupted);
            json.WriteString("example", group.Example.DocumentId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("treated_and_gone", listing.Gone);
        json.WriteStartObject("put_back");
        json.WriteNumber("total", Outcomes.Total);
        json.WriteNumber("counted", Outcomes.Counted);
        json.WriteNumber("of_them_duplicates_at_most", Outcomes.DuplicatesAtMost(listing.Epoch.Duplicates));
        json.WriteNumber("late", Outcomes.Late);
        json.WriteNumber("rejected", Outcomes.Rejected);
        json.WriteNumber("not_counted_yet", Outcomes.NotYet);
        json.WriteNumber("unknown", Outcomes.Unknown);
        json.WriteEndObject();
        json.WriteStartObject("rebuild");
        json.WriteString("horizon", DurationText.Format(listing.Epoch.Epoch.Horizon));
        json.WriteNumber("countable", Needs.Countable);
        json.WriteString("horizon_for_all", Needs.Countable == 0 ? null : DurationText.Format(Needs.ForAll));
        json.WriteString("command", Needs.Countable == 0 ? null : RebuildCommand);
        json.WriteNumber("behind_4096_newer", Needs.BehindTooMany);
        json.WriteNumber("over_366_days_behind", Needs.BeyondLongest);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private Table Groups()
    {
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("reason", "field", "total", "open", "put back", "dropped", "example");
        for (int c = 2; c <= 5; c++) table.Columns[c].RightAligned();
        foreach ((string why, RecordGroup group) in listing.Groups)
        {
            string[] parts = why.Split(' ');
            table.AddRow(
                parts[0], parts.Length > 1 ? parts[1] : "", $"{group.Total:N0}", $"{group.Open:N0}", $"{group.PutBack:N0}", $"{group.Dropped:N0}", $"{group.Example}");
        }

        return table;
    }

    private void PrintOutcomes(IAnsiConsole console)
    {
        if (Outcomes.Total == 0) return;
        List<string> parts = [$"{Outcomes.Counted:N0} counted"];
        long duplicates = Outcomes.DuplicatesAtMost(listing.Epoch.Duplicates);
        if (duplicates > 0) parts[0] += $" (of which at most {duplicates:N0} as duplicates of an event_id)";
        parts.Add($"{Outcomes.Late:N0} came late");
        if (Outcomes.Rejected > 0) parts.Add($"{Outcomes.Rejected:N0} dead letters again");
        parts.Add($"{Outcomes.NotYet:N0} not counted yet");
        if (Outcomes.Unknown > 0) parts.Add($"{Outcomes.Unknown:N0} not known, retention took their place in the log");
        console.WriteLine($"of {Outcomes.Total:N0} put back: {string.Join(", ", parts)}");
    }

    private void PrintRebuild(IAnsiConsole console)
    {
        long late = Needs.Countable + Needs.BehindTooMany + Needs.BeyondLongest;
        if (late == 0) return;
        console.WriteLine($"a rebuild with the same horizon, {DurationText.Format(listing.Epoch.Epoch.Horizon)}, would find the {late:N0} late again");
        foreach ((long horizon, int counted) in listing.Kind == FactKind.Late ? Needs.Ladder() : [])
            console.WriteLine($"  with {DurationText.Format(horizon),4} it would count at least {counted:N0} of them");
        if (Needs.Countable > 0) console.WriteLine($"{Needs.Countable:N0} of {late:N0} would count with {DurationText.Format(Needs.ForAll)}: {RebuildCommand}");
        if (Needs.BehindTooMany > 0) console.WriteLine($"{Needs.BehindTooMany:N0} lie behind 4,096 newer events of their shopper: no horizon counts them");
        if (Needs.BeyondLongest > 0) console.WriteLine($"{Needs.BeyondLongest:N0} lie further back than the longest horizon, 366d");
    }
}
