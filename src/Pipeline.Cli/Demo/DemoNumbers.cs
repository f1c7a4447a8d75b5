namespace Pipeline.Cli.Demo;

/// <summary>What the demo shows of one registered epoch.</summary>
internal sealed record DemoNumbers
{
    /// <summary>The epoch.</summary>
    public required long Epoch { get; init; }

    /// <summary>The newest accepted event.</summary>
    public required DateTime? CompleteUpTo { get; init; }

    /// <summary>The UTC day of <see cref="CompleteUpTo"/>, to which the numbers of a day belong.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Distinct shoppers in the newest whole minute.</summary>
    public required long VisitorsNow { get; init; }

    /// <summary>Sessions of the day, and those that bought.</summary>
    public required long Sessions { get; init; }

    /// <summary>Sessions of the day with a purchase.</summary>
    public required long ConvertedSessions { get; init; }

    /// <summary>Revenue of the day.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>Conversion in steps of four minutes over the last two hours, oldest first, in millionths; null for no session.</summary>
    public required IReadOnlyList<Int128?> ConversionTrend { get; init; }

    /// <summary>Revenue in the same steps, in ten-thousandths.</summary>
    public required IReadOnlyList<Int128?> RevenueTrend { get; init; }

    /// <summary>Attempts of the purchase funnel that began on the day: how many reached each step.</summary>
    public required IReadOnlyList<long> Funnel { get; init; }

    /// <summary>Average time from the funnel's first step to the purchase, ms; null before the first.</summary>
    public required long? TimeToPurchaseMs { get; init; }

    /// <summary>The products with the highest revenue since the beginning.</summary>
    public required IReadOnlyList<(string Product, decimal Revenue)> Products { get; init; }

    /// <summary>The countries with most shoppers on the day.</summary>
    public required IReadOnlyList<(string Country, long Shoppers)> Countries { get; init; }

    /// <summary>The newest corrections: events that changed a minute which was over already, newest first.</summary>
    public required IReadOnlyList<DemoCorrection> Corrections { get; init; }

    /// <summary>All such events since the demo began.</summary>
    public required long Corrected { get; init; }

    /// <summary>The ledger: records, and what became of each.</summary>
    public required long Records { get; init; }

    /// <summary>Accepted events.</summary>
    public required long Accepted { get; init; }

    /// <summary>Duplicates.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Late events.</summary>
    public required long Late { get; init; }

    /// <summary>Rejected records.</summary>
    public required long Rejected { get; init; }

    /// <summary>Records that are in the log and not in this epoch yet.</summary>
    public required long Lag { get; init; }

    /// <summary>Records counted a second, since the numbers before.</summary>
    public required double Rate { get; init; }

    /// <summary>Whether every record became exactly one of the four.</summary>
    public bool AddsUp => Records == Accepted + Duplicates + Late + Rejected;

    /// <summary>Share of the day's sessions that bought, in percent.</summary>
    public double Conversion => Sessions == 0 ? 0 : 100.0 * ConvertedSessions / Sessions;
}
