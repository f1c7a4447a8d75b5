namespace Pipeline.Core.Epochs;

/// <summary>How an attempt to register an epoch ended.</summary>
public enum RegisterOutcome
{
    /// <summary>The epoch is registered, durably.</summary>
    Registered = 0,

    /// <summary>Another epoch is the newest: the number was not the next. A conductor reads and decides anew.</summary>
    NotNext,

    /// <summary>A newer term was drawn: this conductor stops and says so.</summary>
    StaleTerm,

    /// <summary>A position lies behind the newest epoch's.</summary>
    PositionBehind,
}
