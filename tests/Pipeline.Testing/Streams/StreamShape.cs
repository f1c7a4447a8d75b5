namespace Pipeline.Testing.Streams;

/// <summary>What a made stream is like. Shares are of 1.</summary>
public sealed record StreamShape
{
    /// <summary>Shoppers, 1 to 8.</summary>
    public int Users { get; init; } = 4;

    /// <summary>Products, 1 to 7.</summary>
    public int Products { get; init; } = 4;

    /// <summary>The horizon that gaps and delays are made around, in ms.</summary>
    public long HorizonMilliseconds { get; init; } = 3_600_000;

    /// <summary>The session gap that gaps are made around, in ms.</summary>
    public long SessionGapMilliseconds { get; init; } = 1_800_000;

    /// <summary>Windows of funnels that gaps are made around, in ms.</summary>
    public IReadOnlyList<long> Windows { get; init; } = [86_400_000];

    /// <summary>Records that are no events.</summary>
    public double Malformed { get; init; } = 0.05;

    /// <summary>Events older than their shopper's newest, inside the horizon.</summary>
    public double OutOfOrder { get; init; } = 0.2;

    /// <summary>Events at the horizon's edge or beyond it.</summary>
    public double Late { get; init; } = 0.05;

    /// <summary>Events with an id that was there before.</summary>
    public double Duplicate { get; init; } = 0.05;

    /// <summary>Events with an id.</summary>
    public double EventIds { get; init; } = 0.5;

    /// <summary>Streams that hold a burst of more than 4,096 events of one shopper inside the horizon.</summary>
    public double Burst { get; init; } = 0.02;

    /// <summary>Whether records carry the time when the log took them, some of them too early for their event.</summary>
    public bool LogTimestamps { get; init; }

    /// <summary>Whether records may hold raw line ends and be empty, as a log allows and a file of lines does not.</summary>
    public bool LineEnds { get; init; }

    /// <summary>The usual stream without late events and duplicates: its documents do not depend on the order of arrival.</summary>
    public static StreamShape OrderFree { get; } = new() { OutOfOrder = 0, Late = 0, Duplicate = 0 };
}
