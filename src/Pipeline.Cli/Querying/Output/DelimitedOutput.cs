using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying.Fields;

namespace Pipeline.Cli.Querying.Output;

/// <summary>A line of names, then a line a row.</summary>
internal static class DelimitedOutput
{
    internal static void PrintCsv(CliContext context, QueryResult result) => Print(context, result, ',', Quoted);

    /// <summary>With tabs; those in values, and ends of lines, are written <c>\t</c>, <c>\n</c>, <c>\r</c>.</summary>
    internal static void PrintPlain(CliContext context, QueryResult result) => Print(context, result, '\t', Escaped);

    private static void Print(CliContext context, QueryResult result, char between, Func<string, string> text)
    {
        Line(context.Out, result.Columns.Select(c => c.Name), between, text);
        foreach (Cell[] row in result.Rows) Line(context.Out, row.Select(c => c.ToString()), between, text);
    }

    private static void Line(TextWriter output, IEnumerable<string> values, char between, Func<string, string> text)
    {
        output.Write(string.Join(between, values.Select(text)));
        output.Write('\n');
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Escaped(string text) => text.AsSpan().IndexOfAny("\\\t\r\n") < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
