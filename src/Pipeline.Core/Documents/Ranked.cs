using System.Text;

namespace Pipeline.Core.Documents;

/// <summary>What stands in a ranking.</summary>
/// <param name="Id">The id, UTF-8.</param>
/// <param name="Value">What it is ranked by: a count, or money in ten-thousandths.</param>
public sealed record Ranked(ReadOnlyMemory<byte> Id, Int128 Value)
{
    /// <summary>Best first: value descending, then id ascending by UTF-8 bytes (<c>docs/semantics.md</c> §5).</summary>
    public static IComparer<Ranked> BestFirst { get; } = Comparer<Ranked>.Create((one, other) =>
        Order(one.Value, one.Id.Span, other.Value, other.Id.Span));

    /// <summary>The id as text.</summary>
    public string Text => Encoding.UTF8.GetString(Id.Span);

    /// <summary>Negative when the first stands before the second.</summary>
    internal static int Order(Int128 value, ReadOnlySpan<byte> id, Int128 otherValue, ReadOnlySpan<byte> otherId)
    {
        int order = otherValue.CompareTo(value);
        return order != 0 ? order : id.SequenceCompareTo(otherId);
    }
}
