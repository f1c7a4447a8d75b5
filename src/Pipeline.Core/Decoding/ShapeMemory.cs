using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// What the scanner has learned of the order in which producers write their fields: for an event type and a member, the
/// two steps seen last behind it. A step that is remembered costs one comparison, whatever its name and spaces.
/// </summary>
internal sealed unsafe class ShapeMemory
{
    private const int Members = 32; // 0 is the beginning, 1 to 14 are the fields, 16 to 31 names without a meaning.
    private const int Types = 6; // 0 is a type not known yet.
    private const int Ways = 2;
    private const int Count = Types * Members * Ways;

    private readonly byte[] _memory = GC.AllocateArray<byte>((Count + 2) * MemberStep.Size, pinned: true);
    private readonly MemberStep* _unkept;

    public ShapeMemory()
    {
        // Pinned memory stays where it is as long as this object does; steps begin with a cache line.
        nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Steps = (MemberStep*)((start + MemberStep.Size - 1) & ~(nuint)(MemberStep.Size - 1));
        _unkept = Steps + Count;
        for (int i = 0; i < Count; i++) Steps[i].Mask = uint.MaxValue;
    }

    /// <summary>The likelier step at the beginning of a record.</summary>
    public MemberStep* Steps { get; }

    /// <summary>The beginning's place in records whose type has this number (<see cref="TypeNames.NumberOf"/>), 0 when it is not known yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* OfType(MemberStep* steps, int type) => (byte*)(steps + (type * Members * Ways));

    /// <summary>The likelier step behind another in records of the type that <paramref name="ofType"/> stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MemberStep* Behind(byte* ofType, MemberStep* step) => (MemberStep*)(ofType + step->Behind);

    /// <summary>Whether <paramref name="text"/> begins with the step's bytes; reads 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Matches(MemberStep* step, byte* text)
    {
        uint equal = Vector256.Equals(Vector256.Load(text), step->Bytes).ExtractMostSignificantBits();
        return (~equal & step->Mask) == 0;
    }

    /// <summary>
    /// The step at <paramref name="text"/>: <paramref name="likelier"/>, the other one of the same place, or what the bytes
    /// say, which is then remembered. Null when they are no name that the scanner reads.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public MemberStep* Find(MemberStep* likelier, byte* text, byte* end)
    {
        MemberStep* other = likelier + 1;
        if (IsWhole(likelier, text)) return likelier;
        if (IsWhole(other, text)) return other;
        if (!TryRead(text, end, likelier == Steps ? (byte)'{' : (byte)',', out MemberStep read)) return null;
        if (read.Length > MemberStep.MaxLength)
        {
            *_unkept = read;
            return _unkept;
        }

        // The last one read comes first, so that a step that begins as another and goes on with a space is before it.
        *other = *likelier;
        *likelier = read;
        return likelier;
    }

    private static bool IsWhole(MemberStep* step, byte* text) => Matches(step, text) && text[step->Length] != ' ';

    private static bool TryRead(byte* text, byte* end, byte separator, out MemberStep step)
    {
        step = default;
        if (*text != separator) return false;
        byte* name = SkipSpace(text + 1, end);
        if (name >= end || *name++ != '"') return false;
        int length = PlainText.Length(name, end, out bool ascii);
        if (length < 0 || !ascii) return false;
        byte* value = SkipSpace(name + length + 1, end);
        if (value >= end || *value != ':') return false;
        value = SkipSpace(value + 1, end);
        if (value >= end) return false;

        ReadOnlySpan<byte> letters = new(name, length);
        step.Field = EventRules.Field(letters);
        bool known = step.Field != EventField.None;
        step.Bit = known ? EventRules.Bit(step.Field) : 0;
        int member = known ? (int)step.Field : (Members / 2) + (int)(StableHash.Of(letters) % (Members / 2));
        step.Behind = (uint)(member * Ways * MemberStep.Size);
        step.Bytes = Vector256.Load(text);
        step.Length = (int)(value - text);
        step.Mask = step.Length >= MemberStep.MaxLength ? uint.MaxValue : (1u << step.Length) - 1;
        return true;
    }

    private static byte* SkipSpace(byte* text, byte* end)
    {
        while (text < end && *text == ' ') text++;
        return text;
    }
}
