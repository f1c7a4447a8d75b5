using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;
using Spectre.Console;

namespace Pipeline.Cli.Querying.Output;

/// <summary>A table for people; one document upright, a series with its bars.</summary>
internal static class TableOutput
{
    /// <summary>Who wants more says so with <c>--top</c>.</summary>
    private const int UsualRows = 100;

    internal static void Print(CliContext context, QueryResult result)
    {
        IAnsiConsole console = context.Tables();
        if (result.Rows.Count == 0) console.WriteLine("nothing fits");
        else if (result.Id is not null) console.Write(Upright(result));
        else PrintRows(console, result);
        console.WriteLine(result.Origin);
        foreach (string note in result.Notes) console.WriteLine(note);
    }

    private static Table Upright(QueryResult result)
    {
        Table table = new Table { Border = TableBorder.Rounded }.AddColumns("field", "value");
        for (int c = 0; c < result.Columns.Count; c++) table.AddRow(new Text(result.Columns[c].Name), new Text(Shown.Text(result.Columns[c], result.Rows[0][c])));
        return table;
    }

    private static void PrintRows(IAnsiConsole console, QueryResult result)
    {
        int[] shown = [.. Enumerable.Range(0, result.Columns.Count).Where(c => !result.Plan.IsWhole || !IsLong(result.Columns[c]))];
        int most = result.Plan.Top is null ? UsualRows : int.MaxValue;
        Table table = new() { Border = TableBorder.Rounded };
        foreach (int c in shown)
        {
            TableColumn column = new(new Text(result.Columns[c].Name));
            table.AddColumn(result.Columns[c].Kind is CellKind.Text ? column : column.RightAligned());
        }

        foreach (Cell[] row in result.Rows.Take(most)) table.AddRow(shown.Select(c => new Text(Shown.Text(result.Columns[c], row[c]))));
        console.Write(table);
        PrintSeries(console, result);
        if (result.Rows.Count > most) console.WriteLine($"the first {most:N0} are shown: more with --top {result.Rows.Count}, or another --format");
        string[] hidden = [.. result.Columns.Where((_, c) => !shown.Contains(c)).Select(c => c.Name)];
        if (hidden.Length > 0) console.WriteLine($"too long for a table: {string.Join(", ", hidden)} (name it in --fields, or another --format)");
    }

    private static void PrintSeries(IAnsiConsole console, QueryResult result)
    {
        IReadOnlyList<(Term Column, string Bars)> series = Series.Of(result);
        int width = series.Select(s => s.Column.Name.Length).DefaultIfEmpty().Max();
        foreach ((Term column, string bars) in series) console.WriteLine($"{column.Name.PadRight(width)}  {bars}");
    }

    private static bool IsLong(Term column) => column.Path.Field.Kind is FieldKind.Attempts or FieldKind.Bytes;
}
