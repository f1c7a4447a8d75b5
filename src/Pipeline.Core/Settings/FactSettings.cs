namespace Pipeline.Core.Settings;

/// <summary>How long facts of one kind are kept (<c>dead_letters</c>, <c>late</c>). The ledger counts them for ever.</summary>
public sealed record FactSettings
{
    /// <summary><c>retention_age</c>: how long after it was written a fact is kept, in ms; 1 m to 3,660 d; null (default): for ever.</summary>
    public long? RetentionAgeMilliseconds { get; init; }
}
