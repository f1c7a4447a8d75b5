using Pipeline.Cli.Querying.Fields;

namespace Pipeline.Cli.Querying;

/// <summary>Which value stands where in a <see cref="Row"/>. Currencies and elements get their place when one is met first.</summary>
internal sealed class KeptColumns
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<FieldPath> _paths = [];

    /// <summary>The place of a path, a new one when it had none.</summary>
    internal int Take(FieldPath path)
    {
        if (_places.TryGetValue(path.Name, out int place)) return place;
        _places[path.Name] = _paths.Count;
        _paths.Add(path);
        return _paths.Count - 1;
    }

    /// <summary>The value of a term in a row.</summary>
    internal Cell Value(Row row, Term term)
    {
        Cell value = row[Find(term.Path)];
        return term.Divisor is null ? value : term.Divide(value, row[Find(term.Divisor)]);
    }

    /// <summary>The terms that are shown for one: itself, or each currency or element that stands in one of the rows.</summary>
    internal IEnumerable<Term> Shown(Term term, IReadOnlyList<Row> rows)
    {
        if (!term.Path.IsSeveral) return [term];
        return _paths.Where(p => p.Field.Name == term.Path.Field.Name && !p.IsSeveral)
            .Where(p => rows.Any(r => r[_places[p.Name]].Kind is not CellKind.Null))
            .OrderBy(p => p.Index).ThenBy(p => p.Currency, StringComparer.Ordinal).Select(p => new Term(p.Name, p));
    }

    private int Find(FieldPath path) => _places.GetValueOrDefault(path.Name, -1);
}
