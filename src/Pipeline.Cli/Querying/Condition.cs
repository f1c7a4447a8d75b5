using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Querying;

/// <summary>A condition on a term: <c>views>=20</c>, <c>country=DE</c>, <c>category!=null</c>, <c>product_name~lamp</c>.</summary>
/// <param name="Term">What is compared.</param>
/// <param name="Operator">One of <see cref="Operators"/>.</param>
/// <param name="Value">With what; nothing for <c>null</c>.</param>
internal sealed record Condition(Term Term, string Operator, Cell Value)
{
    private static readonly string[] Operators = [">=", "<=", "!=", "=", ">", "<", "~"];

    /// <summary>The condition; null, and mistakes noted, when it is none.</summary>
    internal static Condition? Parse(CollectionInfo collection, string text, ICollection<string> mistakes)
    {
        int at = text.IndexOfAny(['>', '<', '!', '=', '~']);
        string? comparison = at < 1 ? null : Operators.FirstOrDefault(o => string.CompareOrdinal(text, at, o, 0, o.Length) == 0);
        if (comparison is null)
        {
            mistakes.Add($"'{text}' is no condition: FIELD, then one of {string.Join(' ', Operators)}, then a value");
            return null;
        }

        if (Terms.ParseOne(collection, text[..at], mistakes) is not { } term) return null;
        Cell? value = ValueOf(term, comparison, text[(at + comparison.Length)..], mistakes);
        return value is { } known ? new Condition(term, comparison, known) : null;
    }

    /// <summary>Whether it holds for a value. Nothing is neither more nor less than something.</summary>
    internal bool Holds(Cell cell)
    {
        if (cell.Kind is CellKind.Null || Value.Kind is CellKind.Null)
            return (Operator is "=" && cell.Kind == Value.Kind) || (Operator is "!=" && cell.Kind != Value.Kind);
        if (Operator is "~") return cell.Text!.Contains(Value.Text!, StringComparison.OrdinalIgnoreCase);
        if (Term.Path.Field.Kind is FieldKind.Texts) return cell.Text!.Split(',').Contains(Value.Text) == Operator is "=";
        int order = Value.IsNumber ? cell.Millionths.CompareTo(Value.Millionths) : CellOrder.Compare(cell.Text, Value.Text);
        return Operator switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order < 0,
        };
    }

    private static Cell? ValueOf(Term term, string comparison, string text, ICollection<string> mistakes)
    {
        bool isEquality = comparison is "=" or "!=";
        string? mistake = null;
        Cell value = Cell.Null;
        if (text == "null" && isEquality) return value;
        if (comparison is "~" ? term.Kind is not CellKind.Text || term.Path.IsTime : !isEquality && term.Path.Field.Kind is FieldKind.Texts)
            mistake = $"{term.Name} cannot be compared with {comparison}";
        else if (term.Path.IsTime && term.Divisor is null)
            mistake = Moments.TryParse(text, out long time) ? null : $"'{text}' is no time: {term.Name} is compared with 2026-01-05 or 2026-01-05T10:00:00Z";
        else if (term.Kind is not CellKind.Text)
            mistake = ExactNumber.TryParse(text, out Int128 number) ? null : $"'{text}' is no number for {term.Name}: like 20, 12.50 or 3.5%";
        if (mistake is not null)
        {
            mistakes.Add(mistake);
            return null;
        }

        if (term.Kind is not CellKind.Text)
            return ExactNumber.TryParse(text, out Int128 millionths) ? Cell.Of(CellKind.Rate, millionths) : null;
        return Cell.Of(term.Path.IsTime && Moments.TryParse(text, out long milliseconds) ? Moments.ToText(milliseconds, term.Path.Field.Kind) : text);
    }
}
