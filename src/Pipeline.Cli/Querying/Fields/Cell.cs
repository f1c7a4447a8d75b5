namespace Pipeline.Cli.Querying.Fields;

/// <summary>A value in a result, exact: no floating point anywhere.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number, in the unit that <paramref name="Kind"/> says; of a text its place before its letters (of weekdays).</param>
/// <param name="Text">The text; null for numbers.</param>
internal readonly record struct Cell(CellKind Kind, Int128 Number, string? Text)
{
    /// <summary>Nothing.</summary>
    internal static Cell Null => default;

    /// <summary>A number of millionths to which numbers of every kind can be brought: what is compared.</summary>
    internal Int128 Millionths => Number * (ExactNumber.Millionths / Scale(Kind));

    internal bool IsNumber => Kind is CellKind.Count or CellKind.Amount or CellKind.Rate;

    internal static Cell Of(string text) => new(CellKind.Text, 0, text);

    internal static Cell Of(CellKind kind, Int128 number) => new(kind, number, null);

    /// <summary>How many of a kind's units make one.</summary>
    internal static int Scale(CellKind kind) => kind switch { CellKind.Amount => 10_000, CellKind.Rate => ExactNumber.Millionths, _ => 1 };

    /// <summary>The value as documents write it; empty for nothing.</summary>
    public override string ToString() => Kind switch
    {
        CellKind.Null => "",
        CellKind.Text => Text!,
        _ => ExactNumber.ToText(Number, Scale(Kind)),
    };
}
