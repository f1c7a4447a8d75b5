using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// The bytes that a producer writes between two values, such as <c>,"user_id":</c>, and what they mean: where the next
/// value begins and of which field it is. Fills a cache line.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct MemberStep
{
    /// <summary>Bytes of a step in memory.</summary>
    public const int Size = 64;

    /// <summary>The most bytes that a remembered step counts.</summary>
    public const int MaxLength = 32;

    /// <summary>The bytes.</summary>
    public Vector256<byte> Bytes;

    /// <summary>A bit for each byte that counts; of a step that was never filled, all, and the bytes are 0, which no record has.</summary>
    public uint Mask;

    /// <summary>How many bytes count.</summary>
    public int Length;

    /// <summary>Bytes of the value that stood here last.</summary>
    public int ValueLength;

    /// <summary>Where the steps behind this member lie, in bytes from where those of its type begin.</summary>
    public uint Behind;

    /// <summary>The field's bit as in <see cref="EventRules"/>; 0 for a name without a meaning.</summary>
    public uint Bit;

    /// <summary>The field; <see cref="EventField.None"/> for a name without a meaning.</summary>
    public EventField Field;
}
