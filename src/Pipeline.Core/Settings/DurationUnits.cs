namespace Pipeline.Core.Settings;

/// <summary>The units that a duration may be written in.</summary>
public enum DurationUnits : byte
{
    /// <summary><c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>.</summary>
    Seconds = 0,

    /// <summary>Also <c>ms</c>.</summary>
    Milliseconds,
}
