namespace Pipeline.Core.Decoding;

/// <summary>Where a raw record lies in its block's buffer.</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes, without a line's end.</param>
/// <param name="LogTimestamp">When the log took it, in milliseconds since 1970; <see cref="NoTimestamp"/> for a replayed file.</param>
public readonly record struct RecordSpan(int Start, int Length, long LogTimestamp)
{
    /// <summary>Stands for "the log does not say": the rule about the future is not checked.</summary>
    public const long NoTimestamp = long.MaxValue / 2;
}
