namespace Pipeline.Core.Epochs;

/// <summary>Why a conductor stopped.</summary>
public enum StopReason
{
    /// <summary>It was asked to.</summary>
    Asked = 0,

    /// <summary>A newer term was drawn: another conductor is at work.</summary>
    NewerTerm,

    /// <summary>Somebody knows a higher number than the registry's newest: it was lost or put back. The operator chooses.</summary>
    RegistryBehind,

    /// <summary>The settings, the number of shards, the fold or the log differ from the generation's: a rebuild is needed.</summary>
    AnotherShape,

    /// <summary>The registry did not answer at the start, as often as <see cref="ConductorOptions.RegistryTries"/> allows.</summary>
    RegistryUnreachable,

    /// <summary>Not every shard said where it stands within <see cref="ConductorOptions.OpenLimitMs"/>.</summary>
    ShardsMissing,

    /// <summary>A rebuild was asked for, and the log does not begin at 0 any more. The operator chooses.</summary>
    LogBeginningMissing,
}
