namespace Pipeline.Store.Facts;

/// <summary>How facts are kept. Retention is off unless a bound is given; it drops whole segments, the oldest first.</summary>
public sealed record FactStoreOptions
{
    /// <summary>Bytes after which a segment is ended: 4 KiB to 1 GiB, 64 MiB unless told otherwise.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Bytes that a shard keeps at most, in ended segments; null for no bound. At least 0.</summary>
    public long? KeepBytes { get; init; }

    /// <summary>Age after which an ended segment goes, by the time when it was ended; null for no bound. At least zero.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> when something is outside its range.</summary>
    internal FactStoreOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 4L << 10, nameof(SegmentBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 1L << 30, nameof(SegmentBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(KeepBytes ?? 0, nameof(KeepBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepFor ?? TimeSpan.Zero, TimeSpan.Zero, nameof(KeepFor));
        return this;
    }
}
