namespace Pipeline.Core.Settings;

/// <summary>The embedded event log (<c>log</c>).</summary>
public sealed record LogSettings
{
    /// <summary><c>segment_bytes</c>: a segment is closed when it reaches this size, in bytes; 1 MiB to 1 GiB; default 128 MiB.</summary>
    public long SegmentBytes { get; init; } = 128L << 20;

    /// <summary>
    /// <c>retention_bytes</c>: the oldest closed segments of a partition go while it holds more than this, in bytes;
    /// 1 MiB to 1 PiB; null (default): no limit.
    /// </summary>
    public long? RetentionBytes { get; init; }

    /// <summary>
    /// <c>retention_age</c>: a closed segment goes when its newest record was appended longer ago than this, in ms;
    /// 1 m to 3,660 d; null (default): no limit.
    /// </summary>
    public long? RetentionAgeMilliseconds { get; init; }

    /// <summary><c>durability</c>: when an append is acknowledged; default <see cref="LogDurability.Durable"/>.</summary>
    public LogDurability Durability { get; init; }
}
