using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Decodes records of the usual shape: one object on one line, at most one space behind a colon or comma, no escapes,
/// plain numbers, nothing nested, every rule kept. For anything else it says so, and <see cref="GeneralParser"/> decides;
/// what it accepts, the parser accepts with the same result (a test compares them). Not for several threads at once.
/// </summary>
/// <remarks>
/// One pass finds the quotes, one reads the members into a value for each field, and only then is the type asked for and
/// the values taken: so the passes branch on a record's shape and not on which field comes next.
/// </remarks>
internal sealed unsafe partial class RecordScanner
{
    private const int FieldCount = (int)EventField.UserAgent + 1;
    private const int ShortestEvent = 32;
    private const uint NoField = 1u << (int)EventField.None;

    // Pinned, so that their addresses hold as long as this object does.
    private readonly ushort[] _quoteArray = GC.AllocateUninitializedArray<ushort>(QuoteIndex.Capacity, pinned: true);
    private readonly PlainValue[] _valueArray = GC.AllocateUninitializedArray<PlainValue>(FieldCount, pinned: true);
    private readonly ushort* _quotes;
    private readonly PlainValue* _values;
    private PlainTime _time;

    public RecordScanner()
    {
        _quotes = (ushort*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_quoteArray));
        _values = (PlainValue*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_valueArray));
    }

    /// <summary>Decodes one record, or returns false, which leaves <paramref name="record"/> in no particular state.</summary>
    public bool TryDecode(RawBlock block, int index, ref EventRecord record)
    {
        RecordSpan place = block.Records[index];
        if (place.Length is < ShortestEvent or > QuoteIndex.MaxRecordBytes) return false;
        // The slack behind the block's bytes is what lets the passes look ahead.
        if (place.Start < 0 || place.Start + place.Length + RawBlock.Slack > block.Buffer.Length) return false;
        PagePlace page;
        fixed (byte* buffer = block.Buffer)
        {
            byte* text = buffer + place.Start;
            if (!QuoteIndex.TryBuild(text, place.Length, _quotes, out int count, out bool plain) || (count & 1) != 0) return false;
            if (!plain && !IsOtherText(new ReadOnlySpan<byte>(text, place.Length))) return false;
            if (!TryReadMembers(text, place.Start, place.Length, out uint present)) return false;
            if (!TryTakeValues(buffer, present, place.LogTimestamp, ref record, out page)) return false;
        }

        record.Offset = index;
        if (record.Type == EventType.PageView)
        {
            (record.SubjectStart, record.SubjectLength) = page.TakeFrom(block, _values[(int)EventField.PageUrl].Start);
        }

        return true;
    }

    /// <summary>Whether text that is not all printable ASCII is UTF-8 without ASCII's control characters.</summary>
    private static bool IsOtherText(ReadOnlySpan<byte> text)
        => !text.ContainsAnyInRange((byte)0, (byte)0x1f) && !text.Contains((byte)0x7f) && Utf8.IsValid(text);

    /// <summary>Reads the members into <c>_values</c>; <paramref name="present"/> holds the fields that are not null.</summary>
    private bool TryReadMembers(byte* text, int start, int length, out uint present)
    {
        ushort* quote = _quotes;
        PlainValue* values = _values;
        for (int i = 0; i < FieldCount; i++) values[i] = PlainValue.Absent;

        uint seen = 0, twice = 0;
        int at = 1;
        present = 0;
        if (text[0] != '{') return false;
        while (true)
        {
            // The name, its colon, perhaps a space.
            int name = quote[0], behind = quote[1];
            if (name != at && (name != at + 1 || text[at] != ' ')) return false;
            EventField field = FieldNames.Find(text + name + 1, behind - name - 1);
            if (text[behind + 1] != ':') return false;
            at = behind + 2;
            if (text[at] == ' ') at++;
            uint bit = 1u << (int)field;
            twice |= seen & bit;
            seen |= bit;

            // The value: a string exactly when a quote is here.
            if (quote[2] == at)
            {
                int end = quote[3];
                values[(int)field] = PlainValue.Of(JsonKind.String, start + at + 1, end - at - 1);
                at = end + 1;
                present |= bit;
                quote += 4;
            }
            else
            {
                if (!TryReadNumber(text, start, ref at, out PlainValue value)) return false;
                values[(int)field] = value;
                present |= value.Kind == JsonKind.Null ? 0 : bit;
                quote += 2;
            }

            if (text[at] == ',') at++;
            else return text[at] == '}' && at == length - 1 && (twice & ~NoField) == 0;
        }
    }

    /// <summary>Reads digits, perhaps with a point and more digits, of fewer than 16 bytes; or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadNumber(byte* text, int start, ref int at, out PlainValue value)
    {
        Vector128<byte> digits = Vector128.Load(text + at) - Vector128.Create((byte)'0');
        uint others = ~Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits();
        int whole = BitOperations.TrailingZeroCount(others | (1 << 15)), length = whole;
        JsonKind kind = JsonKind.Integer;
        if (text[at + whole] == '.')
        {
            kind = JsonKind.Fraction;
            int fraction = BitOperations.TrailingZeroCount((others | (1 << 15)) >> (whole + 1));
            length = whole + 1 + fraction;
            if (fraction == 0) return TryReadNull(text, ref at, out value);
        }

        value = PlainValue.Of(kind, start + at, length, whole);
        if (whole == 0 || length >= 15 || (whole > 1 && text[at] == '0')) return TryReadNull(text, ref at, out value);
        at += length;
        return true;
    }

    private static bool TryReadNull(byte* text, ref int at, out PlainValue value)
    {
        value = PlainValue.Absent;
        bool isNull = Unsafe.ReadUnaligned<uint>(text + at) == ('n' | ('u' << 8) | ('l' << 16) | ((uint)'l' << 24));
        at += 4;
        return isNull;
    }
}
