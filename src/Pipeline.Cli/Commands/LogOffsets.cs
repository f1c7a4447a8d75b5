using System.Globalization;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary>Offsets of a log as an option names them: <c>PARTITION:OFFSET</c>, once for a partition, or <c>OFFSET</c> where there is one.</summary>
/// <param name="option">The option's name, for messages.</param>
/// <param name="texts">Its values.</param>
internal sealed class LogOffsets(string option, IReadOnlyList<string> texts)
{
    internal bool IsEmpty => texts.Count == 0;

    /// <summary>Those that are no offsets.</summary>
    internal IEnumerable<string> Malformed() => texts.Where(text => !TryParse(text, out _, out _))
        .Select(text => $"{option}: '{text}' is not OFFSET or PARTITION:OFFSET");

    /// <summary>Replaces what is named in <paramref name="positions"/>; says what cannot be.</summary>
    /// <param name="positions">An offset for each partition.</param>
    /// <param name="starts">The lowest that can be read.</param>
    /// <param name="ends">The durable ends.</param>
    internal IEnumerable<string> Apply(long[] positions, IReadOnlyList<long> starts, IReadOnlyList<long> ends)
    {
        HashSet<int> named = [];
        foreach (string text in texts)
        {
            if (!TryParse(text, out int? given, out long offset)) continue;
            int partition = given ?? 0;
            if (given is null && positions.Length > 1)
                yield return $"{option}: {text} names no partition, and the log has {positions.Length}; write 0:{text}";
            else if (partition >= positions.Length)
                yield return $"{option}: {text}: there is no such partition, the log has {positions.Length}";
            else if (!named.Add(partition))
                yield return $"{option}: {text}: partition {partition} is named twice";
            else if (offset < starts[partition] || offset > ends[partition])
                yield return $"{option}: {text}: partition {partition} holds the offsets from {starts[partition]} to {ends[partition]}";
            else
                positions[partition] = offset;
        }
    }

    private static bool TryParse(string text, out int? partition, out long offset)
    {
        partition = null;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return CommonOptions.TryParseCount(text, out offset);
        bool isNumber = int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        partition = number;
        return CommonOptions.TryParseCount(text[(colon + 1)..], out offset) && isNumber;
    }
}
