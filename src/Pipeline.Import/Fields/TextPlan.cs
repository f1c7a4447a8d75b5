using Pipeline.Core.Events;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>A field that is a text: ids, names, codes, and the event's type.</summary>
internal sealed class TextPlan(EventField field) : FieldPlan(field)
{
    /// <summary>Where it comes from.</summary>
    internal required Source Source { get; init; }

    /// <summary>Whether it is a whole number, taken without a point and zeros behind it.</summary>
    internal bool IsInteger { get; init; }

    /// <summary>What stands for what, as the inside of JSON strings; null for a value that leaves the field out. No map: as it is.</summary>
    internal Dictionary<byte[], byte[]?>? Values { get; init; }

    /// <summary>Whether a value that the map does not name is taken as <see cref="Others"/>; else the line cannot be mapped.</summary>
    internal bool HasOthers { get; init; }

    /// <summary>What stands for all values that the map does not name.</summary>
    internal byte[]? Others { get; init; }

    /// <summary>What is put in front, as the inside of a JSON string.</summary>
    internal byte[] Prefix { get; init; } = [];

    private protected override FieldOutcome WriteOwn(MapWork work)
    {
        if (!TryRead(work, Source, out _, out ReadOnlySpan<byte> text, out FieldOutcome outcome)) return outcome;
        if (IsInteger)
        {
            if (!ByteTexts.TryInteger(text, out ReadOnlySpan<byte> digits)) return work.Fail(Field, MapProblem.NotWhole, text);
            text = digits;
        }

        if (Values is null)
        {
            Begin(work);
            work.Writer.PutEscaped(text);
        }
        else
        {
            if (!Values.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(text, out byte[]? value))
            {
                if (!HasOthers) return work.Fail(Field, MapProblem.UnknownValue, text);
                value = Others;
            }

            // An event without a type would be given one by its other fields: the mapping says that this is none.
            if (value is null) return Field == EventField.EventType ? FieldOutcome.NoEvent : FieldOutcome.Done;
            Begin(work);
            work.Writer.Put(value);
        }

        work.Writer.Put("\""u8);
        return FieldOutcome.Done;
    }

    private void Begin(MapWork work)
    {
        PutName(work);
        work.Writer.Put("\""u8);
        work.Writer.Put(Prefix);
    }
}
