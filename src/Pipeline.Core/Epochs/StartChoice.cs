namespace Pipeline.Core.Epochs;

/// <summary>What a conductor may do when the registry does not simply go on.</summary>
public enum StartChoice
{
    /// <summary>Go on with the newest generation, or begin the first; stop where that would give wrong numbers.</summary>
    GoOn = 0,

    /// <summary>
    /// Begin a new generation from the log's start; one of this shape that has not caught up yet goes on. Stops where retention took the
    /// log's beginning: the numbers would silently lack it.
    /// </summary>
    Rebuild,

    /// <summary>The same, and what retention took is given up: the numbers are of what is left.</summary>
    RebuildFromWhatIsLeft,

    /// <summary>The registry was lost or put back to a backup: go on from what it holds under higher numbers.</summary>
    RegistryPutBack,
}
