namespace Pipeline.Reference.Judging;

/// <summary>What is gathered of one shopper while a pass reads the log.</summary>
internal sealed class Shopper(string userId, long horizonMilliseconds)
{
    /// <summary>The user id.</summary>
    public string UserId { get; } = userId;

    /// <summary>Judges the shopper's events.</summary>
    public ShopperJudge Judge { get; } = new(horizonMilliseconds);

    /// <summary>The accepted ones, in the order of the log.</summary>
    public List<AcceptedEvent> Accepted { get; } = [];
}
