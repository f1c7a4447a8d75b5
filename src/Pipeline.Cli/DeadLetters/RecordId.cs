using System.Globalization;
using Pipeline.Core.Events;

namespace Pipeline.Cli.DeadLetters;

/// <summary>A record's place in the log: what dead letters and late records are named by.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
internal readonly record struct RecordId(int Partition, long Offset)
{
    /// <summary>The id that the document has.</summary>
    internal string DocumentId => string.Create(CultureInfo.InvariantCulture, $"{Partition}|{Offset}");

    /// <summary>As a shell takes it without quotes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition}:{Offset}");

    /// <summary>Reads <c>0:1475</c>, or <c>0|1475</c> as documents have it.</summary>
    internal static bool TryParse(string text, out RecordId id)
    {
        id = default;
        int between = text.AsSpan().IndexOfAny(':', '|');
        if (between < 0) return false;
        bool isPartition = int.TryParse(text.AsSpan(0, between), NumberStyles.None, CultureInfo.InvariantCulture, out int partition);
        bool isOffset = long.TryParse(text.AsSpan(between + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long offset);
        id = new RecordId(partition, offset);
        return isPartition && isOffset;
    }
}
