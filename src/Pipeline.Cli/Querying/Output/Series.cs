using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Events;

namespace Pipeline.Cli.Querying.Output;

/// <summary>Rows that follow one another in time, a short series of them.</summary>
internal static class Series
{
    /// <summary>
    /// A line of bars for each column of numbers; none when the rows are no series of 2 to <see cref="Sparkline.Longest"/> steps. Steps
    /// without a row had no event: what is counted there is 0.
    /// </summary>
    internal static IReadOnlyList<(Term Column, string Bars)> Of(QueryResult result)
    {
        if (Key(result) is not { } key || result.Plan.Sort.Count > 0) return [];
        long step = key.Path.Part is TimePart.Day ? EventTime.Day : result.Plan.Collection.Width;
        int at = result.Columns.ToList().IndexOf(key);
        long[] times = [.. result.Rows.Select(r => Moments.TryParse(r[at].Text!, out long time) ? time / step : 0)];
        if (times.Length < 2 || times[^1] - times[0] >= Sparkline.Longest || times.Distinct().Count() < times.Length) return [];
        return [.. result.Columns.Select((c, i) => (Column: c, Index: i)).Where(c => c.Column.Kind is not CellKind.Text)
            .Select(c => (c.Column, Sparkline.Of(Steps(result, times, c.Index))))];
    }

    /// <summary>The column that says of what time a row is, when rows differ in nothing else.</summary>
    private static Term? Key(QueryResult result)
    {
        CollectionInfo collection = result.Plan.Collection;
        if (collection.Time is not { } time) return null;
        IEnumerable<string> groups = result.Plan.Groups?.Select(g => g.Name) ?? (collection.Id == time.Name ? [time.Name] : []);
        if (groups.ToList() is not [{ } only]) return null;
        return result.Columns.FirstOrDefault(c => c.Name == only && c.Path.Field.Name == time.Name && c.Path.Part is TimePart.None or TimePart.Day);
    }

    private static Int128?[] Steps(QueryResult result, long[] times, int column)
    {
        bool isCounted = result.Columns[column] is { Divisor: null, Kind: not CellKind.Rate };
        var steps = new Int128?[times[^1] - times[0] + 1];
        if (isCounted) Array.Fill(steps, 0);
        for (int i = 0; i < times.Length; i++)
        {
            Cell cell = result.Rows[i][column];
            if (cell.Kind is not CellKind.Null) steps[times[i] - times[0]] = cell.Millionths;
        }

        return steps;
    }
}
