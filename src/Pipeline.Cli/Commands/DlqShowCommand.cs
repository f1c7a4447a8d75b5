using System.CommandLine;
using System.Text.Json;
using System.Text.Unicode;
using Pipeline.Cli.DeadLetters;
using Pipeline.Cli.Frame;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline dlq show</c>: records, each with the place of its error marked.</summary>
internal static class DlqShowCommand
{
    private const int UsualTop = 10, MostTop = 1_000;

    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline dlq show --data shop 0:1475", "one record, with its error marked"),
        ("pipeline dlq show --data shop --reason not_json --top 3", "three that are no JSON, and the byte where that shows"),
        ("pipeline dlq show --data shop --all --json", "the first ten, for a program: bytes in base64, and which of them are wrong"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("show", "Show dead letters or late records with the place of the error marked.") { Examples = Examples };
        SelectionOptions selection = new(command);
        Option<int?> top = new("--top") { Description = $"At most so many, 1 to {MostTop} [default: {UsualTop}; all that are named]", HelpName = "N" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { top, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) =>
        {
            List<string> mistakes = [];
            RecordSelection chosen = selection.Read(parsed, mistakes);
            if (parsed.GetValue(top) is < 1 or > MostTop) mistakes.Add($"--top: {parsed.GetValue(top)} is not from 1 to {MostTop}");
            SelectionOptions.Refuse(command, mistakes);
            int most = parsed.GetValue(top) ?? (chosen.IsNamed ? MostTop : UsualTop);
            return Task.FromResult(Run(context, parsed.GetRequiredValue(selection.Data), chosen, most, parsed.GetValue(json), stop));
        });
        return command;
    }

    private static int Run(CliContext context, string data, RecordSelection selection, int most, bool json, CancellationToken stop)
    {
        TreatmentState treated = TreatedFolder.Read(data);
        using EpochDocuments epoch = EpochDocuments.Open(context, data, stop);
        NamedRecords.Require(epoch, selection);
        List<StoredRecord> shown = [];
        long found = 0;
        epoch.ReadRecords(selection.Kind, record => selection.Holds(record) && ++found <= most, shown.Add);
        if (json) PrintJson(context, epoch, shown, found, treated);
        else Print(context, epoch, selection, shown, found, treated);
        return ExitCodes.Done;
    }

    private static void Print(
        CliContext context, EpochDocuments epoch, RecordSelection selection, List<StoredRecord> shown, long found, TreatmentState treated)
    {
        foreach (StoredRecord record in shown)
        {
            (int start, int length) = PlaceOf(record);
            (string text, string mark) = MarkedRecord.Of(record.Bytes, start, length);
            context.Out.WriteLine($"{record.Id}  {record.Why}, {StateNames.Text(treated.Of(record.Id.Partition, record.Id.Offset))}");
            context.Out.WriteLine($"  {text}");
            context.Out.WriteLine($"  {mark} {ReasonText.Of(record)}");
            context.Out.WriteLine();
        }

        if (found > shown.Count) context.Out.WriteLine($"{shown.Count:N0} of {selection.Count(found)}: more with --top {Math.Min(found, MostTop)}");
        context.Out.WriteLine(found == 0 ? $"no {selection.What} like that, {epoch.Origin}" : epoch.Origin);
    }

    private static void PrintJson(CliContext context, EpochDocuments epoch, List<StoredRecord> shown, long found, TreatmentState treated) => JsonOutput.Print(context, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch.Epoch.Epoch);
        json.WriteNumber("found", found);
        json.WriteStartArray("records");
        foreach (StoredRecord record in shown) Write(json, record, treated.Of(record.Id.Partition, record.Id.Offset));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, StoredRecord record, Treatment? treated)
    {
        (int start, int length) = PlaceOf(record);
        json.WriteStartObject();
        json.WriteString("id", record.Id.DocumentId);
        json.WriteString("reason", record.Kind == FactKind.Late ? "late" : CodeNames.Of(record.Reason));
        json.WriteString("field", CodeNames.Of(record.Field));
        json.WriteString("state", StateNames.Of(treated));
        json.WriteString("put_back_as", treated is { Kind: TreatmentKind.PutBack, IntoOffset: >= 0 } ? new RecordId(treated.IntoPartition, treated.IntoOffset).DocumentId : null);
        json.WriteNumber("error_start", start);
        json.WriteNumber("error_length", length);
        json.WriteBase64String("record", record.Bytes);
        if (Utf8.IsValid(record.Bytes)) json.WriteString("text", record.Bytes);
        json.WriteEndObject();
    }

    /// <summary>Of a late record the time is what is wrong with it.</summary>
    private static (int Start, int Length) PlaceOf(StoredRecord record) => record.Kind == FactKind.Late
        ? ErrorPlace.Find(record.Bytes, RejectReason.BadTimestamp, EventField.Timestamp)
        : ErrorPlace.Find(record.Bytes, record.Reason, record.Field);
}
