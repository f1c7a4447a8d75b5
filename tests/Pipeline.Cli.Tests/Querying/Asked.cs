using System.Text;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Cli.Serving;

namespace Pipeline.Cli.Tests.Querying;

/// <summary>A query asked of documents that a test wrote.</summary>
internal static class Asked
{
    internal const string Newest = "2026-01-11T10:30:00.000Z"; // a Sunday

    /// <summary>The rows, each with its cells joined by spaces.</summary>
    internal static string[] Of(QueryRequest request, params string[] documents) => [.. Result(request, documents).Rows.Select(r => string.Join(' ', r.Select(Text)))];

    internal static QueryResult Result(QueryRequest request, params string[] documents)
    {
        QueryRun run = new(QueryPlanner.Plan(request), new DocumentsData(7, Newest));
        foreach (string document in documents) run.Take(Encoding.UTF8.GetBytes(document));
        return run.Result();
    }

    internal static string[] Mistakes(QueryRequest request) => [.. Assert.Throws<CliException>(() => QueryPlanner.Plan(request)).Why];

    internal static string Day(string day, int sessions = 1, int converted = 0, string revenue = "") =>
        $$"""{"_id":"{{day}}T00:00:00Z","active_users":3,"bucket":"{{day}}T00:00:00Z","conversion_rate":null,"converted_sessions":{{converted}},"revenue":{ {{revenue}} },"sessions":{{sessions}}}""";

    internal static string Product(string id, int views, int purchases, string name = "null") =>
        $$"""{"_id":"{{id}}","product_id":"{{id}}","product_name":{{name}},"purchases":{{purchases}},"revenue":{"USD":"{{views}}.5000"},"views":{{views}}}""";

    internal static string Funnel(string funnel, string day, string segment, string reached, int count, long sum) =>
        $$$"""{"_id":"{{{funnel}}}|{{{day}}}|{{{segment}}}","day":"{{{day}}}","entered":4,"funnel":"{{{funnel}}}","reached":{{{reached}}},"segment":"{{{segment}}}","time_to_convert_ms":{"count":{{{count}}},"sum":{{{sum}}} } }""";

    private static string Text(Cell cell) => cell.Kind is CellKind.Null ? "∅" : cell.ToString();
}
