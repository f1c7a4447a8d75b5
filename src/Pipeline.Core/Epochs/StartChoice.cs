namespace Pipeline.Core.Epochs;

/// <summary>What a conductor may do when the registry does not simply go on.</summary>
public enum StartChoice
{
    /// <summary>Go on with the newest generation, or begin the first; stop where that would give wrong numbers.</summary>
    GoOn = 0,

    /// <summary>Begin a new generation from the log's start.</summary>
    Rebuild,

    /// <summary>The registry was lost or put back to a backup: go on from what it holds under higher numbers.</summary>
    RegistryPutBack,
}
