namespace Pipeline.Core.Sinks;

/// <summary>What an item's answer means.</summary>
public enum BulkVerdict
{
    /// <summary>The sink holds it, or an equal or newer one.</summary>
    Done = 0,

    /// <summary>Not now: send it again.</summary>
    Retry,

    /// <summary>Never: report it and go on.</summary>
    Dead,
}
