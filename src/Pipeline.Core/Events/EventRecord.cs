using System.Runtime.InteropServices;

namespace Pipeline.Core.Events;

/// <summary>
/// One decoded event. Texts are places in the block's text buffer (start in bytes from its beginning, length in bytes of
/// unescaped UTF-8); a start of -1 means that the field is absent.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct EventRecord
{
    /// <summary>Event time in milliseconds since 1970-01-01T00:00:00Z; years 2000 to 2999.</summary>
    public long Timestamp;

    /// <summary><see cref="StableHash"/> of the user id's bytes: chooses shard and partition.</summary>
    public ulong UserHash;

    /// <summary>First half of the 128-bit hash of the event id; both halves 0 when it has none.</summary>
    public ulong EventIdHigh;

    /// <summary>Second half of the 128-bit hash of the event id.</summary>
    public ulong EventIdLow;

    /// <summary><c>quantity × price</c> in ten-thousandths of the currency's unit, 0 to 10^18; 0 where the type has no price.</summary>
    public long Amount;

    /// <summary>The record's offset, counted from the block's first.</summary>
    public int Offset;

    /// <summary>1 to 1,000,000; 0 where the type has none.</summary>
    public int Quantity;

    /// <summary>The user id.</summary>
    public int UserStart;

    /// <summary>A page view's place (its path, as <c>docs/semantics.md</c> §5 cuts it), else the product id.</summary>
    public int SubjectStart;

    /// <summary>The category.</summary>
    public int CategoryStart;

    /// <summary>The product's name.</summary>
    public int NameStart;

    /// <summary>The referrer.</summary>
    public int ReferrerStart;

    /// <summary>Bytes of the category.</summary>
    public ushort CategoryLength;

    /// <summary>Bytes of the product's name.</summary>
    public ushort NameLength;

    /// <summary>Bytes of the referrer.</summary>
    public ushort ReferrerLength;

    /// <summary>Three letters, packed by <see cref="Letters"/>; <c>USD</c> when the event names none.</summary>
    public ushort Currency;

    /// <summary>Two letters, packed by <see cref="Letters"/>; 0 when the event names none.</summary>
    public ushort Country;

    /// <summary>Bytes of the user id, 1 to 128.</summary>
    public byte UserLength;

    /// <summary>Bytes of the product id, 1 to 128, or of the place, 1 to 200.</summary>
    public byte SubjectLength;

    /// <summary>What happened.</summary>
    public EventType Type;
}
