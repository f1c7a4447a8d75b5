using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Querying.Output;

/// <summary>Prints an answer, and of which epoch it is: where rows stand alone on standard output, on standard error.</summary>
internal static class ResultPrinter
{
    internal static void Print(CliContext context, QueryResult result)
    {
        switch (result.Plan.Format)
        {
            case OutputFormat.Table:
                TableOutput.Print(context, result);
                return;
            case OutputFormat.Json:
                RowsAsJson.PrintWhole(context, result);
                return;
            case OutputFormat.Ndjson:
                RowsAsJson.PrintLines(context, result);
                break;
            case OutputFormat.Csv:
                DelimitedOutput.PrintCsv(context, result);
                break;
            default:
                DelimitedOutput.PrintPlain(context, result);
                break;
        }

        context.Out.Flush();
        context.Error.WriteLine($"pipeline: {result.Origin}");
        foreach (string note in result.Notes) context.Error.WriteLine($"pipeline: {note}");
    }
}
