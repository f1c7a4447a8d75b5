namespace Pipeline.Core.Epochs;

/// <summary>What a conductor is doing.</summary>
public enum ConductorPhase
{
    /// <summary>Not started.</summary>
    New = 0,

    /// <summary>Draws a term.</summary>
    DrawingTerm,

    /// <summary>Reads the registry to find out where to go on.</summary>
    ReadingRegistry,

    /// <summary>Registers the first epoch of a generation.</summary>
    BeginningGeneration,

    /// <summary>Waits until every shard has said where it stands.</summary>
    OpeningShards,

    /// <summary>The readers go.</summary>
    Reading,

    /// <summary>Waits until every reader has stopped.</summary>
    Stopping,

    /// <summary>Waits until the slices in flight have landed and every shard stands at the cut.</summary>
    Landing,

    /// <summary>Registers the cut.</summary>
    Registering,

    /// <summary>Waits until every shard has sealed.</summary>
    Sealing,

    /// <summary>Stopped for good.</summary>
    Stopped,
}
