using Pipeline.Core.Events;

namespace Pipeline.Import.Fields;

/// <summary>A field that is the same in every event.</summary>
/// <param name="field">The field.</param>
/// <param name="json">Its value as JSON.</param>
internal sealed class ConstantPlan(EventField field, byte[] json) : FieldPlan(field)
{
    private protected override FieldOutcome WriteOwn(MapWork work)
    {
        PutName(work);
        work.Writer.Put(json);
        return FieldOutcome.Done;
    }
}
