using Pipeline.Log.Files;
using Pipeline.Log.Frames;

namespace Pipeline.Log;

/// <summary>Settings of a <see cref="LogWriter"/>. Every one has a default; a value out of range is refused at opening.</summary>
public sealed class LogWriterOptions
{
    /// <summary>Largest record: 64 MiB without the 4 bytes of its length, which is what one frame holds. The smallest is empty.</summary>
    public const int MaxRecordBytes = FrameHeader.MaxPayloadLength - sizeof(int);

    /// <summary>Most bytes that one call may append: 64 MiB.</summary>
    public const int MaxCallBytes = 64 << 20;

    /// <summary>Most partitions: 4096.</summary>
    public const int MaxPartitions = 4096;

    /// <summary>
    /// Number of partitions, 1 to <see cref="MaxPartitions"/>. A new log gets as many (null: 1); an existing one must have as
    /// many (null: whatever it has), else <see cref="LogMismatchException"/>. To have more later: <see cref="LogWriter.Grow"/>.
    /// </summary>
    public int? Partitions { get; init; }

    /// <summary>
    /// The log's identity. A new log gets it (null: a random one); an existing one must have it (null: whichever it has),
    /// else <see cref="LogMismatchException"/>.
    /// </summary>
    public Guid? Identity { get; init; }

    /// <summary>When an append is acknowledged. Default: <see cref="LogDurability.Synced"/>.</summary>
    public LogDurability Durability { get; init; } = LogDurability.Synced;

    /// <summary>A segment is closed rather than grown over this many bytes, 4 KiB to 16 GiB. Default: 128 MiB. Only a single larger record makes it longer.</summary>
    public long SegmentBytes { get; init; } = 128L << 20;

    /// <summary>
    /// Records are framed, and checked when read, in pieces of about this many bytes, 256 to 4 MiB, but at most half a segment.
    /// Default: 256 KiB.
    /// </summary>
    public int FrameBytes { get; init; } = 256 << 10;

    /// <summary>
    /// Bound of what waits to be written in a partition, in bytes, 64 KiB to 256 MiB. Default: 8 MiB. Callers wait when it is
    /// reached; a single call that is larger goes alone. Memory used is twice that for a partition that is written to.
    /// </summary>
    public int MaxPendingBytes { get; init; } = 8 << 20;

    /// <summary>
    /// Bound of what is written but not yet synced in a partition, in bytes, 64 KiB to 16 GiB. Default: 32 MiB. So many
    /// bytes appended in bulk share an fsync.
    /// </summary>
    public long SyncBytes { get; init; } = 32L << 20;

    /// <summary>
    /// Longest time that records appended in bulk or under <see cref="LogDurability.Buffered"/> stay unsynced, so invisible
    /// to readers: 1 ms to 1 h. Default: 20 ms.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Bytes that a partition keeps, at least 1; older segments may be deleted by <see cref="LogWriter.Retain"/>. Default: null, keep all.</summary>
    public long? RetentionBytes { get; init; }

    /// <summary>
    /// Age, by the log's timestamps, from which a segment may be deleted by <see cref="LogWriter.Retain"/>: more than zero.
    /// Default: null, keep all.
    /// </summary>
    public TimeSpan? RetentionAge { get; init; }

    /// <summary>The clock for the log's timestamps and the flush interval. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether records carry the time when they were appended. Without, as for a file that is replayed, no rule about the future holds for
    /// them, and their segments' age is that of the files. Default: true.
    /// </summary>
    public bool Timestamps { get; init; } = true;

    internal ILogFiles Files { get; init; } = DiskFiles.Instance;

    /// <summary>A frame that always fits into a segment.</summary>
    internal int EffectiveFrameBytes => (int)Math.Min(FrameBytes, SegmentBytes / 2);

    internal void Check()
    {
        const long gib = 1L << 30;
        InRange(Partitions ?? 1, 1, MaxPartitions, nameof(Partitions));
        InRange(SegmentBytes, 4 << 10, 16 * gib, nameof(SegmentBytes));
        InRange(FrameBytes, 256, 4 << 20, nameof(FrameBytes));
        InRange(MaxPendingBytes, 64 << 10, 256 << 20, nameof(MaxPendingBytes));
        InRange(SyncBytes, 64 << 10, 16 * gib, nameof(SyncBytes));
        InRange(FlushInterval.Ticks, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerHour, nameof(FlushInterval));
        InRange(RetentionBytes ?? 1, 1, long.MaxValue, nameof(RetentionBytes));
        InRange(RetentionAge?.Ticks ?? 1, 1, long.MaxValue, nameof(RetentionAge));
        if (!Enum.IsDefined(Durability))
            throw new ArgumentOutOfRangeException(nameof(Durability), Durability, "Synced or Buffered is allowed.");
    }

    private static void InRange(long value, long least, long most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{least} to {most} is allowed.");
    }
}
