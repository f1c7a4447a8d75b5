using Pipeline.Core.Events;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>How many: a whole number by value, also when it is written as <c>3.0</c>.</summary>
internal sealed class QuantityPlan(Source source, bool isAbsolute) : FieldPlan(EventField.Quantity)
{
    private protected override FieldOutcome WriteOwn(MapWork work)
    {
        if (!TryRead(work, source, out SourceKind kind, out ReadOnlySpan<byte> text, out FieldOutcome outcome)) return outcome;
        if (!ExactNumber.TryParse(text, work.FormOf(kind), out ExactNumber number)) return work.Fail(Field, MapProblem.NotNumber, text);
        if (!number.IsInteger) return work.Fail(Field, MapProblem.NotWhole, text);
        if (isAbsolute) number = number.Absolute();
        PutName(work);
        Span<byte> digits = stackalloc byte[ExactNumber.MaxLength];
        work.Writer.Put(digits[..number.Write(digits)]);
        return FieldOutcome.Done;
    }
}
