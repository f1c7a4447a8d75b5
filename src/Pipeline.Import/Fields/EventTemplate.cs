using Pipeline.Core.Decoding;

namespace Pipeline.Import.Fields;

/// <summary>One event that a line may give.</summary>
/// <param name="Conditions">All must hold.</param>
/// <param name="Fields">The fields in the order of <c>docs/semantics.md</c> §1; the first is the type.</param>
internal sealed record EventTemplate(IReadOnlyList<Condition> Conditions, IReadOnlyList<FieldPlan> Fields)
{
    /// <summary>Adds the event to the block, which is as before when there is none or it cannot be made.</summary>
    internal FieldOutcome Write(MapWork work, RawBlock block)
    {
        foreach (Condition condition in Conditions)
        {
            bool? holds = condition.Holds(work);
            if (holds is null) return FieldOutcome.Faulty;
            if (holds == false) return FieldOutcome.NoEvent;
        }

        int before = block.Length;
        work.Writer.Begin(block);
        foreach (FieldPlan field in Fields)
        {
            FieldOutcome outcome = field.Write(work);
            if (outcome == FieldOutcome.Absent && field == Fields[0]) outcome = work.Fail(field.Field, MapProblem.NoType, []);
            if (outcome is FieldOutcome.Done or FieldOutcome.Absent) continue;
            block.Length = before;
            return outcome;
        }

        work.Writer.End(RecordSpan.NoTimestamp);
        return FieldOutcome.Done;
    }
}
