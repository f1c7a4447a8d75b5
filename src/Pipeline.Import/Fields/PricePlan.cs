using Pipeline.Core.Events;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>A unit price, exact: as the file has it, or divided.</summary>
internal sealed class PricePlan(Source source) : FieldPlan(EventField.Price)
{
    /// <summary>Without its sign.</summary>
    internal bool IsAbsolute { get; init; }

    /// <summary>By what it is divided: a source.</summary>
    internal Source? Divisor { get; init; }

    /// <summary>By what it is divided: a number, more than 0; 1 when it is not.</summary>
    internal ExactNumber Constant { get; init; } = new(1, 0);

    /// <summary>Whether more than 4 decimals are rounded, half to even; else they are left to be rejected.</summary>
    internal bool Rounds { get; init; }

    private bool IsDivided => Divisor is not null || Constant != new ExactNumber(1, 0);

    private protected override FieldOutcome WriteOwn(MapWork work)
    {
        if (!TryRead(work, source, out SourceKind kind, out ReadOnlySpan<byte> text, out FieldOutcome outcome)) return outcome;
        text = ByteTexts.Trim(text);
        if (!ExactNumber.TryParse(text, work.FormOf(kind), out ExactNumber price)) return work.Fail(Field, MapProblem.NotNumber, text);
        if (IsDivided)
        {
            ExactNumber divisor = Constant;
            if (Divisor is not null)
            {
                if (!TryRead(work, Divisor, out kind, out text, out outcome)) return outcome;
                text = ByteTexts.Trim(text);
                if (!ExactNumber.TryParse(text, work.FormOf(kind), out divisor)) return work.Fail(Field, MapProblem.NotNumber, text);
            }

            if (!price.TryDivide(divisor, Rounds, out price)) return work.Fail(Field, MapProblem.Inexact, text);
        }
        else if (Rounds)
        {
            price = price.ToMoney();
        }

        if (IsAbsolute) price = price.Absolute();
        PutName(work);
        Span<byte> digits = stackalloc byte[ExactNumber.MaxLength];
        work.Writer.Put(digits[..price.Write(digits)]);
        return FieldOutcome.Done;
    }
}
