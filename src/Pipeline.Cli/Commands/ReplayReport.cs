using Pipeline.Cli.Frame;
using Pipeline.Core.Shards;
using Pipeline.Import;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary>What a replay or export says when it is done: the ledger and the documents.</summary>
internal static class ReplayReport
{
    internal static void Print(CliContext context, ReplayRequest request, ReplayResult result)
    {
        (PartitionLedger total, IReadOnlyDictionary<string, long> counts, long cutLines, MappedCounts? mapped) = result;
        if (request.Json)
        {
            JsonOutput.Print(context, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("records", total.Records);
                json.WriteNumber("accepted", total.Accepted);
                json.WriteNumber("duplicates", total.Duplicates);
                json.WriteNumber("late", total.Late);
                json.WriteNumber("rejected", total.Rejected);
                json.WriteNumber("cut_lines", cutLines);
                MappedReport.Write(json, mapped, request.Inputs);
                json.WriteStartObject("documents");
                foreach ((string collection, long count) in counts) json.WriteNumber(collection, count);
                json.WriteEndObject();
                json.WriteString("export", Path.GetFullPath(request.Export));
                json.WriteEndObject();
            });
            return;
        }

        IAnsiConsole console = context.Tables();
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("collection", "documents");
        table.Columns[1].RightAligned();
        foreach ((string collection, long count) in counts) table.AddRow(collection, $"{count:N0}");
        console.Write(table);
        console.WriteLine(
            $"{total.Records:N0} records = {total.Accepted:N0} accepted + {total.Duplicates:N0} duplicates + {total.Late:N0} late + {total.Rejected:N0} rejected");
        MappedReport.Print(context.Out, mapped, request.Inputs);
        if (total.Rejected > 0) console.WriteLine($"{total.Rejected:N0} dead letters with reason and original bytes: {request.Export}/dead-letters.ndjson");
        console.WriteLine($"documents: {request.Export}");
    }
}
