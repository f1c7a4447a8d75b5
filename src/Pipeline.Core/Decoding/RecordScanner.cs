using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Decodes records of the usual shape: one object on one line, no white space but spaces, no escapes, nothing nested, every
/// rule kept. For anything else it says so, and <see cref="GeneralParser"/> decides; what it accepts, the parser accepts
/// with the same result (a test compares them). Not for several threads at once.
/// </summary>
/// <remarks>
/// One pass reads the members into a value for each field; only then are the values taken. So the pass does the same for
/// every field, and a producer's order is remembered (<see cref="ShapeMemory"/>) and not asked for again.
/// </remarks>
internal sealed unsafe partial class RecordScanner
{
    /// <summary>The longest record that is scanned: a value's length has 16 bits.</summary>
    public const int MaxRecordBytes = 16_384;

    private const int ShortestEvent = 32;
    private const int FieldSlots = 16;

    // Pinned, so that its address holds as long as this object does.
    private readonly PlainValue[] _valueArray = GC.AllocateArray<PlainValue>(FieldSlots, pinned: true);
    private readonly PlainValue* _values;
    private readonly ShapeMemory _shapes = new();
    private PlainTime _time;

    public RecordScanner() => _values = (PlainValue*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_valueArray));

    /// <summary>Decodes one record, or returns false, which leaves <paramref name="record"/> in no particular state.</summary>
    [SkipLocalsInit]
    public bool TryDecode(RawBlock block, int index, ref EventRecord record)
    {
        RecordSpan place = block.Records[index];
        // The slack behind the block's bytes is what lets the scanner look ahead.
        if (place.Length is < ShortestEvent or > MaxRecordBytes
            || (uint)place.Start + (ulong)place.Length + RawBlock.Slack > (uint)block.Buffer.Length)
        {
            return false;
        }

        PagePlace page;
        fixed (byte* buffer = block.Buffer)
        {
            byte* text = buffer + place.Start;
            if (!TryReadMembers(buffer, text, text + place.Length, out uint present)) return false;
            if (!TryTakeValues(buffer, present, place.LogTimestamp, ref record, out page)) return false;
        }

        record.Offset = index;
        if (record.Type == EventType.PageView)
        {
            (record.SubjectStart, record.SubjectLength) = page.TakeFrom(block, _values[(int)EventField.PageUrl].Start);
        }

        GC.KeepAlive(this); // Its pinned arrays live no longer than it does.
        return true;
    }

    /// <summary>Reads the members into <c>_values</c>; <paramref name="present"/> holds the fields that are not null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadMembers(byte* buffer, byte* text, byte* end, out uint present)
    {
        MemberScan scan;
        scan.At = text;
        scan.Next = _shapes.Steps;
        scan.OfType = (byte*)scan.Next;
        scan.Sum = scan.Seen = scan.Nulls = 0;
        scan.HasOther = false;
        while (true)
        {
            ReadUsual(ref scan, buffer, end);
            if (scan.At >= end || *scan.At == '}' || !TryReadMember(ref scan, buffer, end)) break;
        }

        // Without a field named twice, the sum of bits is their union.
        present = scan.Seen & ~scan.Nulls;
        return scan.At == end - 1 && *scan.At == '}' && scan.Sum == scan.Seen && (!scan.HasOther || IsUtf8(text, end));
    }

    /// <summary>
    /// Reads members as long as each is announced by a remembered step and holds a plain text or number; stops before the
    /// first that does not, or at a closing brace. Calls nothing, so that all its state stays in registers.
    /// </summary>
    private void ReadUsual(ref MemberScan scan, byte* buffer, byte* end)
    {
        PlainValue* values = _values;
        MemberStep* steps = _shapes.Steps, place = scan.Next;
        byte* next = scan.At;
        uint seen = scan.Seen;
        ulong sum = scan.Sum;
        byte* ofType = scan.OfType;
        // A step can match bytes behind the record, so that the end is asked for before every read.
        while (next < end && *next != '}')
        {
            byte* at = next;
            MemberStep* step = place;
            if (!ShapeMemory.Matches(step, at) && !ShapeMemory.Matches(++step, at)) break;
            at += step->Length;
            PlainValue* value = values + (int)step->Field;
            int length;
            if (*at == '"')
            {
                at++;
                length = PlainText.Run(at);
                if (at[length] != '"' && !TryLengthen(at, end, ref length)) break;
                length = Expected(step, length);
                if (step->Field == EventField.EventType) ofType = ShapeMemory.OfType(steps, TypeNames.NumberOf(length));
                value->Kind = JsonKind.String;
                value->Start = (int)(at - buffer);
                at += length + 1;
            }
            else
            {
                length = PlainValue.NumberLength(at, out JsonKind kind);
                if (length == 0) break;
                length = Expected(step, length);
                value->Kind = kind;
                value->Start = (int)(at - buffer);
                at += length;
            }

            value->Length = (ushort)length;
            seen |= step->Bit;
            sum += step->Bit;
            place = ShapeMemory.Behind(ofType, step);
            next = at;
        }

        (scan.Seen, scan.Sum) = (seen, sum);
        scan.OfType = ofType;
        scan.At = next;
        scan.Next = place;
    }

    /// <summary>Finds the end of a text of which 32 bytes, or those before one that is not plain, are looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryLengthen(byte* text, byte* end, ref int length)
    {
        for (int run = length; run == PlainText.Width && text + length < end; length += run) run = PlainText.Run(text + length);
        return text[length] == '"';
    }

    /// <summary>
    /// <paramref name="length"/>, but taken from the step when the last value there was as long. So the place of the next
    /// member does not wait for this one to be read: the processor predicts a branch, it cannot predict a number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Expected(MemberStep* step, int length)
    {
        if (length != step->ValueLength) step->ValueLength = length;
        else length = step->ValueLength;
        return length;
    }

    /// <summary>Reads the next member, whatever announces it, and remembers that.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadMember(ref MemberScan scan, byte* buffer, byte* end)
    {
        byte* at = scan.At;
        MemberStep* step = _shapes.Find(scan.Next, at, end);
        if (step == null) return false;
        at += step->Length;
        while (*at == ' ' && at < end) at++;
        JsonKind kind = JsonKind.String;
        int length, behind = 0;
        if (*at == '"')
        {
            length = PlainText.Length(++at, end, out bool ascii);
            if (length < 0) return false;
            scan.HasOther |= !ascii;
            behind = 1; // the quote
            if (step->Field == EventField.EventType) scan.OfType = ShapeMemory.OfType(_shapes.Steps, TypeNames.NumberOf(length));
        }
        else
        {
            length = PlainValue.NumberLength(at, out kind);
            if (length == 0) length = PlainValue.OtherLength(at, end, out kind);
            if (length == 0) return false;
            if (kind == JsonKind.Null) scan.Nulls |= step->Bit;
        }

        _values[(int)step->Field] = new PlainValue { Kind = kind, Start = (int)(at - buffer), Length = (ushort)length };
        at += length + behind;
        scan.Seen |= step->Bit;
        scan.Sum += step->Bit;
        scan.At = at;
        scan.Next = ShapeMemory.Behind(scan.OfType, step);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsUtf8(byte* text, byte* end) => Utf8.IsValid(new ReadOnlySpan<byte>(text, (int)(end - text)));

    /// <summary>How far a record's members are read.</summary>
    private struct MemberScan
    {
        public byte* At;
        public MemberStep* Next;
        public byte* OfType;
        public ulong Sum;
        public uint Seen;
        public uint Nulls;
        public bool HasOther;
    }
}
