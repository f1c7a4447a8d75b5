namespace Pipeline.Import;

/// <summary>Why a line could not be mapped; it is then passed on as it is.</summary>
public enum MapProblem : byte
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>A quoted field does not end: not in the file, or not within a MiB.</summary>
    OpenQuote,

    /// <summary>Another number of fields than columns.</summary>
    WrongColumns,

    /// <summary>No JSON object.</summary>
    NotJson,

    /// <summary>Bytes that are no UTF-8.</summary>
    NotUtf8,

    /// <summary>An object or a list where a text or number belongs.</summary>
    NotText,

    /// <summary>There is no list where <c>explode</c> says.</summary>
    NoList,

    /// <summary>No event type: what it is made from is absent or empty.</summary>
    NoType,

    /// <summary>A value that <c>values</c> does not name.</summary>
    UnknownValue,

    /// <summary>No number as the file writes them, or one of more than 15 digits.</summary>
    NotNumber,

    /// <summary>A number that is not whole.</summary>
    NotWhole,

    /// <summary>A division by 0, or one that does not come out with 4 decimals.</summary>
    Inexact,

    /// <summary>No time of the format, or none of the years 2000 to 2999.</summary>
    BadTime,

    /// <summary>A local time that does not exist: the clock was put forward over it.</summary>
    SkippedTime,
}
