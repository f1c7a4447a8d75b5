namespace Pipeline.Cli.Querying.Fields;

/// <summary>The order of values: numbers by size, texts by their UTF-8 bytes. Nothing stands behind everything, whatever the direction.</summary>
internal static class CellOrder
{
    internal static int Compare(Cell a, Cell b, bool descending)
    {
        if (a.Kind is CellKind.Null || b.Kind is CellKind.Null) return (a.Kind is CellKind.Null).CompareTo(b.Kind is CellKind.Null);
        int order = a.IsNumber ? a.Millionths.CompareTo(b.Millionths) : a.Number.CompareTo(b.Number);
        if (order == 0 && a.Text is not null) order = Compare(a.Text, b.Text);
        return descending ? -order : order;
    }

    /// <summary>By UTF-8 bytes, which is by code points: a pair of surrogates stands behind all that is one char.</summary>
    internal static int Compare(string? a, string? b)
    {
        if (a is null || b is null) return (a is not null).CompareTo(b is not null);
        int same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        return Rank(a[same]).CompareTo(Rank(b[same]));
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;
}
