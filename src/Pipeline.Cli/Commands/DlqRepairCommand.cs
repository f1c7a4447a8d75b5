using System.CommandLine;
using Pipeline.Cli.DeadLetters;
using Pipeline.Cli.DeadLetters.Edits;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline dlq repair</c>: repairs records by small edits and puts them back into the log.</summary>
internal static class DlqRepairCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline dlq repair --data shop --reason out_of_range --field currency --set currency=USD --dry-run", "what would be put back, and what would be rejected again"),
        ("pipeline dlq repair --data shop --reason missing_field --field product_id --rename sku=product_id", "a producer named a field otherwise"),
        ("pipeline dlq repair --data shop --reason not_utf8 --replace '\\xff='", "bytes that are no text, as dlq show writes them, go"),
        ("pipeline dlq repair --data shop --reason duplicate_key --field user_id --keep-first user_id", "of a field named twice the first holds"),
        ("pipeline dlq repair --data shop --reason future_timestamp", "without an edit: as they are, now that their time has come"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("repair", "Repair dead letters or late records and put them back into the log, each once.") { Examples = Examples };
        SelectionOptions selection = new(command);
        Option<string?> with = new("--with") { Description = "The repaired record itself, in the place of one", HelpName = "RECORD" };
        Option<string[]> replace = Edit("--replace", "Replace bytes wherever they stand; \\xNN is the byte of that number, an = in OLD is \\x3d", "OLD=NEW");
        Option<string[]> rename = Edit("--rename", "Give a field another name", "OLD=NEW");
        Option<string[]> keepFirst = Edit("--keep-first", "Of a field that is named twice keep the first", "FIELD");
        Option<string[]> remove = Edit("--remove", "Remove a field", "FIELD");
        Option<string[]> set = Edit("--set", "Give a field this value, which is JSON (2, null, '\"2\"') or else a text", "FIELD=VALUE");
        Option<bool> dryRun = new("--dry-run") { Description = "Change nothing: show the first repaired records, and what would be rejected again" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { with, replace, rename, keepFirst, remove, set, dryRun, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) =>
        {
            List<string> mistakes = [];
            RecordSelection chosen = selection.Read(parsed, mistakes);
            if (parsed.GetValue(with) is not null && chosen.Ids.Count != 1) mistakes.Add("--with: one record takes the place of one, so name one ID");
            EditTexts texts = new()
            {
                With = parsed.GetValue(with),
                Replace = parsed.GetValue(replace) ?? [],
                Rename = parsed.GetValue(rename) ?? [],
                KeepFirst = parsed.GetValue(keepFirst) ?? [],
                Remove = parsed.GetValue(remove) ?? [],
                Set = parsed.GetValue(set) ?? [],
            };
            RecordEdits edits = RecordEdits.Read(texts, mistakes);
            SelectionOptions.Refuse(command, mistakes);
            return Task.FromResult(Run(
                context,
                new RepairRequest { Data = parsed.GetRequiredValue(selection.Data), Selection = chosen, Edits = edits, DryRun = parsed.GetValue(dryRun), Json = parsed.GetValue(json) },
                stop));
        });
        return command;
    }

    private static Option<string[]> Edit(string name, string description, string value) =>
        new(name) { Description = description + "; may be repeated", HelpName = value };

    private static int Run(CliContext context, RepairRequest request, CancellationToken stop)
    {
        RepairResult result = new RepairRun(context, request).Run(stop);
        RepairReport report = new(context, request, result);
        if (request.Json) report.PrintJson();
        else report.PrintText();
        if (result.IsInterrupted) return ExitCodes.Interrupted;
        return result.Refused.Count > 0 ? ExitCodes.Difference : ExitCodes.Done;
    }
}
