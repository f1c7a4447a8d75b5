namespace Pipeline.Cli.Querying.Fields;

/// <summary>A part of a time, by which documents can be brought together.</summary>
internal enum TimePart
{
    /// <summary>The time itself.</summary>
    None,

    /// <summary><c>2026-01-05</c>.</summary>
    Day,

    /// <summary>The hour of the day, <c>00</c> to <c>23</c>.</summary>
    Hour,

    /// <summary><c>Mon</c> to <c>Sun</c>, in this order.</summary>
    Weekday,

    /// <summary><c>weekday</c>, or <c>weekend</c> on Saturday and Sunday.</summary>
    Weekend,

    /// <summary>The ISO week, <c>2026-W02</c>.</summary>
    Week,

    /// <summary><c>2026-01</c>.</summary>
    Month,
}
