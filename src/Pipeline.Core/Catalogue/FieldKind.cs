namespace Pipeline.Core.Catalogue;

/// <summary>What a field of a document holds.</summary>
public enum FieldKind
{
    /// <summary>A text, or null.</summary>
    Text,

    /// <summary>An array of texts.</summary>
    Texts,

    /// <summary>An integer that counts something.</summary>
    Count,

    /// <summary>An array of such integers.</summary>
    Counts,

    /// <summary>An integer that names something: a partition, an offset.</summary>
    Number,

    /// <summary>An integer of milliseconds, or null.</summary>
    Milliseconds,

    /// <summary>A quotient with 6 decimals, as a string, or null.</summary>
    Rate,

    /// <summary>An object with an amount for each currency, a string with 4 decimals.</summary>
    Money,

    /// <summary>A time in UTC with milliseconds, or null.</summary>
    Instant,

    /// <summary>The start of a minute, hour or day in UTC.</summary>
    Bucket,

    /// <summary>A UTC day.</summary>
    Day,

    /// <summary>Bytes in base64.</summary>
    Bytes,

    /// <summary>An array of a shopper's open attempts.</summary>
    Attempts,
}
