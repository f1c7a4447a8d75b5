using System.Buffers.Text;
using Pipeline.Core.Events;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>An event's time as epoch milliseconds, by the first of the forms that reads it.</summary>
internal sealed class TimePlan(Source source, IReadOnlyList<TimeForm> forms) : FieldPlan(EventField.Timestamp)
{
    private protected override FieldOutcome WriteOwn(MapWork work)
    {
        if (!TryRead(work, source, out _, out ReadOnlySpan<byte> text, out FieldOutcome outcome)) return outcome;
        if (!TryParse(text, out long time, out bool isLocal)) return work.Fail(Field, MapProblem.BadTime, text);
        if (isLocal && work.Times is { } times && !times.TryToUtc(time, out time)) return work.Fail(Field, MapProblem.SkippedTime, text);
        if (time is < EventTime.Earliest or > EventTime.Latest) return work.Fail(Field, MapProblem.BadTime, text);
        PutName(work);
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(time, digits, out int written);
        work.Writer.Put(digits[..written]);
        return FieldOutcome.Done;
    }

    private bool TryParse(ReadOnlySpan<byte> text, out long time, out bool isLocal)
    {
        foreach (TimeForm form in forms)
        {
            if (form.TryParse(text, out time, out isLocal)) return true;
        }

        (time, isLocal) = (0, false);
        return false;
    }
}
