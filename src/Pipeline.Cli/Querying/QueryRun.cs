using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Cli.Serving;
using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Querying;

/// <summary>Takes an epoch's documents one by one and keeps what a plan asks for.</summary>
internal sealed class QueryRun
{
    /// <summary>With a top, rows that are kept beyond twice as many before the worst are dropped.</summary>
    private const int KeptBeyondTop = 1_000;

    private readonly QueryPlan _plan;
    private readonly DocumentsData _epoch;
    private readonly string? _id;
    private readonly TimeWindow? _window;
    private readonly FieldPath? _time;
    private readonly IReadOnlyList<FieldPath> _kept;
    private readonly FieldInfo[] _watched;
    private readonly KeptColumns _columns = new();
    private readonly Dictionary<string, Row> _groups = [];
    private readonly List<Row> _rows = [];
    private long _matched;

    /// <summary>A run over an epoch.</summary>
    internal QueryRun(QueryPlan plan, DocumentsData epoch)
    {
        _plan = plan;
        _epoch = epoch;
        long? newest = epoch.CompleteUpTo is { } text && Moments.TryParse(text, out long time) ? time : null;
        _id = plan.Id?.Invoke(newest ?? 0);
        if (plan.Range is { } range) _window = newest is { } known ? range.At(known) : default(TimeWindow);
        if (plan.Collection.Time is { } field) _time = new FieldPath(field.Name, field);
        _kept = plan.Kept();
        _watched = plan.Groups is null
            ? []
            : [.. plan.Collection.Fields.Where(f => f.Merge is FieldMerge.Apart || f.Total is not null).Where(f => !plan.Groups.Any(g => g.Name == f.Name))];
        foreach (FieldPath path in _kept.Where(p => !p.IsSeveral)) _columns.Take(path);
    }

    /// <summary>Looks at a document.</summary>
    /// <exception cref="CliException">It would be added to others that count the same.</exception>
    internal void Take(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        using JsonDocument parsed = JsonDocument.ParseValue(ref reader);
        JsonElement document = parsed.RootElement;
        string id = document.GetProperty("_id"u8).GetString()!;
        if ((_id is not null && _id != id) || !IsInWindow(document)) return;
        foreach (Condition condition in _plan.Where)
        {
            if (!condition.Holds(condition.Term.Read(document))) return;
        }

        _matched++;
        Row row = _plan.Groups is null ? new Row(id, _plan.IsWhole ? line.ToArray() : null) : RowOf(document, id);
        foreach (FieldPath path in _kept) Keep(row, path, document);
        if (_plan.Groups is not null) return;
        _rows.Add(row);
        if (_plan.Top is { } top && _rows.Count >= (2L * top) + KeptBeyondTop) KeepBest(top);
    }

    /// <summary>What was asked for.</summary>
    internal QueryResult Result()
    {
        _rows.AddRange(_groups.Values.Where(r => _plan.Having.All(h => h.Holds(_columns.Value(r, h.Term)))));
        long found = _plan.Groups is null ? _matched : _rows.Count;
        KeepBest(_plan.Top ?? int.MaxValue);
        Term[] shown = [.. _plan.Columns.SelectMany(_columns.Shown)];
        return new QueryResult
        {
            Plan = _plan,
            Epoch = _epoch,
            Id = _id,
            Columns = shown,
            Rows = [.. _rows.Select(r => shown.Select(t => _columns.Value(r, t)).ToArray())],
            Documents = _plan.IsWhole ? [.. _rows.Select(r => r.Document!)] : [],
            Found = found,
        };
    }

    private bool IsInWindow(JsonElement document) =>
        _window is not { } window || (Moments.TryParse(_time!.Read(document).Text!, out long time) && window.Holds(time));

    private void Keep(Row row, FieldPath path, JsonElement document)
    {
        if (ReferenceEquals(path.Field, QueryPlan.Documents))
        {
            row.Take(_columns.Take(path), Cell.Of(CellKind.Count, 1), FieldMerge.Sum);
            return;
        }

        if (!path.IsSeveral)
        {
            row.Take(_columns.Take(path), path.Read(document), path.Field.Merge);
            return;
        }

        foreach ((FieldPath one, Cell value) in path.ReadEach(document)) row.Take(_columns.Take(one), value, path.Field.Merge);
    }

    private Row RowOf(JsonElement document, string id)
    {
        string key = string.Join('\0', _plan.Groups!.Select(g => g.Read(document)).Select(c => $"{(int)c.Kind}{c}"));
        string?[] watched = [.. _watched.Select(f => document.GetProperty(f.Name).GetString())];
        if (!_groups.TryGetValue(key, out Row? row))
        {
            _groups[key] = row = new Row(id, null) { Watched = watched };
            return row;
        }

        for (int i = 0; i < watched.Length; i++) Check(_watched[i], row.Watched[i]!, watched[i]!);
        return row;
    }

    private static void Check(FieldInfo field, string one, string other)
    {
        if (one == other) return;
        string name = field.Name, why;
        if (field.Merge is FieldMerge.Apart) why = $"each {name} counts the same events for itself: {one} and {other} are never added";
        else if (one == field.Total || other == field.Total) why = $"{name} {field.Total} is the sum of the others: with them it would count twice";
        else return;
        string choice = field.Total is null ? $"--where {name}={one}" : $"--where {name}={field.Total}, or --where '{name}!={field.Total}'";
        throw new CliException(ExitCodes.Usage, "What is asked for does not add up.", why, $"Choose: {choice}", $"Or keep them apart: --group-by {name}");
    }

    private void KeepBest(int most)
    {
        _rows.Sort(Compare);
        if (_rows.Count > most) _rows.RemoveRange(most, _rows.Count - most);
    }

    private int Compare(Row a, Row b)
    {
        foreach (SortKey key in _plan.Sort)
        {
            int order = CellOrder.Compare(_columns.Value(a, key.Term), _columns.Value(b, key.Term), key.IsDescending);
            if (order != 0) return order;
        }

        for (int i = 0; i < _plan.Groups?.Count; i++)
        {
            int place = _columns.Take(_plan.Groups[i]), order = CellOrder.Compare(a[place], b[place], descending: false);
            if (order != 0) return order;
        }

        return CellOrder.Compare(a.Id, b.Id);
    }
}
