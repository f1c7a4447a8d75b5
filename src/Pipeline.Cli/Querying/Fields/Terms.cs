using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Querying.Fields;

/// <summary>Reads terms: <c>views</c>, <c>purchases/views</c>.</summary>
internal static class Terms
{
    /// <summary>The term; null, and mistakes noted, when it is none.</summary>
    internal static Term? Parse(CollectionInfo collection, string text, ICollection<string> mistakes)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2) mistakes.Add($"'{text}': one field may be divided by one other");
        if (parts.Length > 2 || FieldPaths.Parse(collection, parts[0], mistakes) is not { } path) return null;
        if (parts.Length == 1) return new Term(text, path);
        return FieldPaths.Parse(collection, parts[1], mistakes) is { } divisor ? Quotient(text, path, divisor, mistakes) : null;
    }

    /// <summary>A term that has one value: of several, as all currencies are, one has to be named.</summary>
    internal static Term? ParseOne(CollectionInfo collection, string text, ICollection<string> mistakes)
    {
        Term? term = Parse(collection, text, mistakes);
        if (term is null || !term.Path.IsSeveral) return term;
        mistakes.Add(Several(term.Path));
        return null;
    }

    private static Term? Quotient(string text, FieldPath part, FieldPath whole, ICollection<string> mistakes)
    {
        foreach (FieldPath path in new[] { part, whole })
        {
            if (path.IsSeveral) mistakes.Add(Several(path));
            else if (path.Kind is not (CellKind.Count or CellKind.Amount) || path.Field.Kind is FieldKind.Number)
                mistakes.Add($"'{text}': {path.Name} is nothing to divide: only counts and amounts are");
            else continue;
            return null;
        }

        if (whole.Kind is CellKind.Amount && part.Currency != whole.Currency)
        {
            mistakes.Add($"'{text}': only an amount of the same currency is divided by {whole.Name}");
            return null;
        }

        return new Term(text, part, whole);
    }

    private static string Several(FieldPath path) => path.Field.Kind is FieldKind.Money
        ? $"{path.Name} is an amount for each currency, and they are never added: name one, like {path.Name}.USD"
        : $"{path.Name} is a list: name an element, like {path.Name}[0]";
}
