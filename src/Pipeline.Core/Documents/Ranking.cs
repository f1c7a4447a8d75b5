namespace Pipeline.Core.Documents;

/// <summary>
/// The first so many of any number of ids, by value descending, then id ascending by UTF-8 bytes. Holds no more than it will give, and
/// gives the same whatever order they were offered in.
/// </summary>
public sealed class Ranking
{
    /// <summary>The longest ranking.</summary>
    public const int Longest = 10_000;

    private readonly int _length;
    private readonly PriorityQueue<Ranked, Ranked> _worstFirst = new(Comparer<Ranked>.Create((one, other) => Ranked.BestFirst.Compare(other, one)));

    /// <summary>An empty ranking.</summary>
    /// <param name="length">How many stand in it at most, 1 to <see cref="Longest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of that range.</exception>
    public Ranking(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        _length = length;
    }

    /// <summary>Offers an id with its whole value; each id once. The span is good during the call.</summary>
    public void Offer(ReadOnlySpan<byte> id, Int128 value)
    {
        bool isFull = _worstFirst.Count == _length;
        if (isFull && _worstFirst.Peek() is var worst && Ranked.Order(value, id, worst.Value, worst.Id.Span) >= 0) return;
        var entry = new Ranked(id.ToArray(), value);
        if (isFull) _worstFirst.EnqueueDequeue(entry, entry);
        else _worstFirst.Enqueue(entry, entry);
    }

    /// <summary>What stands in it, best first.</summary>
    public IReadOnlyList<Ranked> Entries() => [.. _worstFirst.UnorderedItems.Select(i => i.Element).Order(Ranked.BestFirst)];
}
