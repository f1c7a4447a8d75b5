namespace Pipeline.Core.Sinks;

/// <summary>What a sink's sender is doing.</summary>
public enum CursorPhase
{
    /// <summary>Nothing newer than the cursor is sealed.</summary>
    Idle = 0,

    /// <summary>Pauses before it begins again.</summary>
    Pausing,

    /// <summary>Reads its cursor.</summary>
    ReadingCursor,

    /// <summary>Waits until the facts up to the noted epoch are durable.</summary>
    AwaitingFacts,

    /// <summary>Reads what to send.</summary>
    ReadingBatch,

    /// <summary>Sends, or waits for the answers.</summary>
    Sending,

    /// <summary>Pauses before it sends again what was not taken.</summary>
    Retrying,

    /// <summary>Reports what the sink will never take.</summary>
    ReportingDead,

    /// <summary>Moves its cursor.</summary>
    MovingCursor,

    /// <summary>The sink was struck off: stopped for good.</summary>
    StruckOff,
}
