using Pipeline.Cli.Frame;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Prints what <c>pipeline dlq repair</c> did.</summary>
internal sealed class RepairReport(CliContext context, RepairRequest request, RepairResult result)
{
    internal void PrintText()
    {
        TextWriter output = context.Out;
        if (request.DryRun) PrintDryRun(output);
        string done = request.DryRun ? "would be put back" : "put back, durably";
        output.WriteLine($"{result.PutBack:N0} of {request.Selection.Count(result.Chosen)} {done}; {result.Origin}");
        if (result.IsInterrupted) output.WriteLine("interrupted before all were looked at: the same command goes on");
        if (result.Before > 0) output.WriteLine($"{result.Before:N0} put back before, and not again");
        foreach ((string why, long count) in result.Refused) output.WriteLine($"{count:N0} {(request.DryRun ? "would not be" : "not")} put back: {Again(why)}");
        foreach ((RecordId id, string why) in result.FirstRefused) output.WriteLine($"  {id}  {why}");
        if (result.Refused.Values.Sum() > result.FirstRefused.Count) output.WriteLine($"  and more: the first {RepairResult.Told} are named");
        if (result.PutBack > 0 && !request.DryRun)
            output.WriteLine($"what comes of them, once run has read them: {CommandText.Of("pipeline dlq list", CommandText.Option("--data", request.Data), LateOption)}");
    }

    internal void PrintJson() => JsonOutput.Print(context, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("dry_run", request.DryRun);
        json.WriteBoolean("interrupted", result.IsInterrupted);
        json.WriteNumber("chosen", result.Chosen);
        json.WriteNumber("put_back", result.PutBack);
        json.WriteNumber("put_back_before", result.Before);
        json.WriteStartObject("refused");
        foreach ((string why, long count) in result.Refused) json.WriteNumber(why, count);
        json.WriteEndObject();
        json.WriteStartArray("first_refused");
        foreach ((RecordId id, string why) in result.FirstRefused)
        {
            json.WriteStartObject();
            json.WriteString("id", id.DocumentId);
            json.WriteString("why", why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private string? LateOption => request.Selection.Kind == Core.Facts.FactKind.Late ? "--late" : null;

    private static string Again(string why) =>
        why == "late" ? "late again, as old as before and of the same shopper" : $"rejected again, {why}";

    private void PrintDryRun(TextWriter output)
    {
        foreach ((RecordId id, byte[] record) in result.FirstRepaired) output.WriteLine($"{id}  {MarkedRecord.Printable(record)}");
        if (result.PutBack > result.FirstRepaired.Count) output.WriteLine($"and more: the first {RepairResult.Told} are shown");
    }
}
