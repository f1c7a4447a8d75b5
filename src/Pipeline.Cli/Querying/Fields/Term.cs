namespace Pipeline.Cli.Querying.Fields;

/// <summary>What is shown, compared or sorted by: a path, or one divided by another.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Path">The path, or what is divided.</param>
/// <param name="Divisor">What it is divided by; null for a plain path.</param>
/// <param name="IsMean">Whether the quotient is an integer, as means are.</param>
internal sealed record Term(string Name, FieldPath Path, FieldPath? Divisor = null, bool IsMean = false)
{
    /// <summary>What its cells hold, if anything.</summary>
    internal CellKind Kind => Divisor is null || IsMean ? Path.Kind : Path.Kind is CellKind.Amount && Divisor.Kind is CellKind.Count ? CellKind.Amount : CellKind.Rate;

    internal IEnumerable<FieldPath> Paths => Divisor is null ? [Path] : [Path, Divisor];

    /// <summary>The value in a document.</summary>
    internal Cell Read(DocumentValues document) => Divisor is null ? Path.Read(document) : Divide(Path.Read(document), Divisor.Read(document));

    /// <summary>The quotient of two cells, rounded half to even; nothing where one of them is nothing or the divisor is 0.</summary>
    internal Cell Divide(Cell part, Cell whole)
    {
        if (!part.IsNumber || !whole.IsNumber || whole.Number == 0) return Cell.Null;
        if (IsMean) return Cell.Of(CellKind.Count, ExactNumber.DivideHalfEven(part.Number, whole.Number));
        int scale = Cell.Scale(Kind);
        return Cell.Of(Kind, ExactNumber.DivideHalfEven(part.Number * scale * Cell.Scale(whole.Kind) / Cell.Scale(part.Kind), whole.Number));
    }
}
