using Pipeline.Core.Events;
using Pipeline.Import.Rows;

namespace Pipeline.Import.Fields;

/// <summary>Something that must be so for a line to give an event.</summary>
/// <param name="Source">The source's number.</param>
/// <param name="Texts">Those that it is to be one of; null: it is to be there.</param>
/// <param name="IsNegated">It must not be so.</param>
internal sealed record Condition(int Source, HashSet<byte[]>? Texts, bool IsNegated)
{
    /// <summary>Whether it is so; null, with the work's problem, when the source cannot be read.</summary>
    internal bool? Holds(MapWork work)
    {
        SourceKind kind = work.Row.Get(Source, out ReadOnlySpan<byte> text);
        if (kind == SourceKind.Faulty)
        {
            work.Fail(EventField.None, work.Row.Problem, text);
            return null;
        }

        bool holds = kind != SourceKind.Absent && (Texts is null || Texts.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(text));
        return holds != IsNegated;
    }
}
