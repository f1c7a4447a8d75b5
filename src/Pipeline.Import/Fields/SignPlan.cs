using Pipeline.Core.Events;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>An event's type by a number's sign: below 0 a refund, else a purchase (of nothing, when it is 0, which is then rejected).</summary>
internal sealed class SignPlan(Source source) : FieldPlan(EventField.EventType)
{
    private protected override FieldOutcome WriteOwn(MapWork work)
    {
        if (!TryRead(work, source, out SourceKind kind, out ReadOnlySpan<byte> text, out FieldOutcome outcome)) return outcome;
        if (!ExactNumber.TryParse(text, work.FormOf(kind), out ExactNumber number)) return work.Fail(Field, MapProblem.NotNumber, text);
        PutName(work);
        work.Writer.Put(number.Unscaled < 0 ? "\"refund\""u8 : "\"purchase\""u8);
        return FieldOutcome.Done;
    }
}
