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
    private readonly FieldPath[] _watched;
    private readonly int[] _places;
    private readonly DocumentValues _document = new();
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
            : [.. plan.Collection.Fields.Where(f => f.Merge is FieldMerge.Apart || f.Total is not null).Where(f => !plan.Groups.Any(g => g.Name == f.Name)).Select(f => new FieldPath(f.Name, f))];
        _places = [.. _kept.Select(p => p.IsSeveral ? -1 : _columns.Take(p))];
    }

    /// <summary>Looks at a document.</summary>
    /// <exception cref="CliException">It would be added to others that count the same.</exception>
    internal void Take(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        if (_id is not null && !HasId(reader, _id)) return;
        using JsonDocument parsed = JsonDocument.ParseValue(ref reader);
        _document.Take(parsed.RootElement);
        if (!IsInWindow()) return;
        foreach (Condition condition in _plan.Where)
        {
            if (!condition.Holds(condition.Term.Read(_document))) return;
        }

        _matched++;
        string id = _document.TryFind("_id", out JsonElement value) ? value.GetString()! : "";
        Row row = _plan.Groups is null ? new Row(id, _plan.IsWhole ? line.ToArray() : null) : RowOf(id);
        for (int i = 0; i < _kept.Count; i++) Keep(row, _kept[i], _places[i]);
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
        Term[] shown = [.. _plan.Columns.SelectMany(c => _columns.Shown(c, _rows))];
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

    /// <summary>Whether a document is the one: its id stands first.</summary>
    private static bool HasId(Utf8JsonReader reader, string id) => reader.Read() && reader.Read() && reader.Read() && reader.ValueTextEquals(id);

    private bool IsInWindow() =>
        _window is not { } window || (Moments.TryParse(_time!.Read(_document).Text!, out long time) && window.Holds(time));

    private void Keep(Row row, FieldPath path, int place)
    {
        if (path.IsSeveral)
        {
            foreach ((FieldPath one, Cell value) in path.ReadEach(_document)) row.Take(_columns.Take(one), value, path.Field.Merge);
            return;
        }

        Cell only = ReferenceEquals(path.Field, QueryPlan.Documents) ? Cell.Of(CellKind.Count, 1) : path.Read(_document);
        row.Take(place, only, path.Field.Merge);
    }

    private Row RowOf(string id)
    {
        string key = _plan.Groups!.Count == 1 ? KeyOf(_plan.Groups[0]) : string.Join('\0', _plan.Groups.Select(KeyOf));
        string?[] watched = _watched.Length == 0 ? [] : [.. _watched.Select(p => p.Read(_document).Text)];
        if (!_groups.TryGetValue(key, out Row? row))
        {
            _groups[key] = row = new Row(id, null) { Watched = watched };
            return row;
        }

        for (int i = 0; i < watched.Length; i++) Check(_watched[i].Field, row.Watched[i]!, watched[i]!);
        return row;
    }

    /// <summary>A value as part of a key; nothing is another than an empty text.</summary>
    private string KeyOf(FieldPath path)
    {
        Cell cell = path.Read(_document);
        return cell.Kind is CellKind.Null ? "" : $"={cell}";
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
