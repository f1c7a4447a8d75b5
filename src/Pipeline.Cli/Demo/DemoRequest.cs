namespace Pipeline.Cli.Demo;

/// <summary>What <c>pipeline demo</c> was asked for.</summary>
internal sealed record DemoRequest
{
    /// <summary>Event time runs so much faster than the clock: an hour of the shop takes half a minute.</summary>
    internal const long Speed = 120;

    /// <summary>The longest demo, s: a day, four months of the shop.</summary>
    internal const long LongestSeconds = 24 * 3600;

    /// <summary>How long the shop is open, ms.</summary>
    internal required long ForMilliseconds { get; init; }

    /// <summary>Events a second, 1 to 1,000,000.</summary>
    internal required long Rate { get; init; }

    /// <summary>The data folder that is kept; null: a temporary one, which is removed at the end.</summary>
    internal required string? Data { get; init; }

    /// <summary>Whether numbers are printed as JSON, one object a line.</summary>
    internal required bool Json { get; init; }

    /// <summary>Number of events.</summary>
    internal long Events => Math.Max(1, ForMilliseconds * Rate / 1000);
}
