namespace Pipeline.Core.Settings;

/// <summary>How the steps of a funnel must follow each other.</summary>
public enum FunnelOrder : byte
{
    /// <summary>In order; other events may lie between.</summary>
    Sequential = 0,

    /// <summary>The very next event must match the next step.</summary>
    Strict,

    /// <summary>Steps 2 to n in any order.</summary>
    Any,
}
