using System.Text;

namespace Pipeline.Testing.Streams;

/// <summary>A record of a made stream.</summary>
/// <param name="Bytes">The record; no line's end in it, and not empty, unless the stream's shape allows that.</param>
/// <param name="User">The shopper; null when the record is no event.</param>
/// <param name="Timestamp">The event's time in ms since 1970; 0 when the record is no event.</param>
/// <param name="LogTimestamp">When the log took it; null when nothing is known.</param>
public sealed record MadeRecord(byte[] Bytes, string? User, long Timestamp, long? LogTimestamp)
{
    /// <summary>The record as text, for the message of a failed test.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
