namespace Pipeline.Core.Events;

/// <summary>Why a record is no event. The first that applies, in this order (<c>docs/semantics.md</c> §1).</summary>
public enum RejectReason : byte
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The record is longer than 65,536 bytes.</summary>
    TooLarge,

    /// <summary>The record is no UTF-8.</summary>
    NotUtf8,

    /// <summary>The record is no JSON text of RFC 8259, is empty, nests deeper than 64 levels or escapes half a surrogate pair.</summary>
    NotJson,

    /// <summary>The JSON text is no object.</summary>
    NotAnObject,

    /// <summary>A field that has a meaning stands twice.</summary>
    DuplicateKey,

    /// <summary>The type is none of the five, or cannot be inferred.</summary>
    UnknownEventType,

    /// <summary>A field that the type needs is absent or null.</summary>
    MissingField,

    /// <summary>A field holds another JSON type than its rule names.</summary>
    WrongType,

    /// <summary>A field has the right type but breaks its rule of length, form or value.</summary>
    OutOfRange,

    /// <summary>The timestamp has the right JSON type but is no time of the years 2000 to 2999.</summary>
    BadTimestamp,

    /// <summary>The timestamp lies more than 5 minutes after the record's own log timestamp.</summary>
    FutureTimestamp,
}
