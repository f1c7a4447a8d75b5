using System.Text;
using Pipeline.Core.Events;
using Pipeline.Import.Rows;

namespace Pipeline.Import.Fields;

/// <summary>How one field of an event is made of a line.</summary>
internal abstract class FieldPlan
{
    private readonly byte[] _name;

    /// <param name="field">The field.</param>
    private protected FieldPlan(EventField field)
    {
        Field = field;
        string name = FieldNames.Of(field);
        _name = Encoding.UTF8.GetBytes(field == EventField.EventType ? $"{{\"{name}\":" : $",\"{name}\":");
    }

    /// <summary>The field.</summary>
    internal EventField Field { get; }

    /// <summary>Where to look when the source is empty.</summary>
    internal FieldPlan? Fallback { get; init; }

    /// <summary>Writes the field to the work's writer.</summary>
    internal FieldOutcome Write(MapWork work)
    {
        FieldOutcome outcome = WriteOwn(work);
        return outcome == FieldOutcome.Absent && Fallback is not null ? Fallback.Write(work) : outcome;
    }

    private protected abstract FieldOutcome WriteOwn(MapWork work);

    /// <summary>Writes the field's name, with what stands before it: an event begins with its type.</summary>
    private protected void PutName(MapWork work) => work.Writer.Put(_name);

    /// <summary>Reads a source; false, with the outcome, when it holds nothing that can be read on.</summary>
    private protected bool TryRead(MapWork work, Source source, out SourceKind kind, out ReadOnlySpan<byte> text, out FieldOutcome outcome)
    {
        kind = source.Read(work, out text);
        outcome = kind == SourceKind.Faulty ? work.Fail(Field, work.Row.Problem, text) : FieldOutcome.Absent;
        return kind is SourceKind.Text or SourceKind.Plain;
    }
}
