using System.Runtime.CompilerServices;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Finds the user id of a raw record without decoding it: the value of the first member <c>user_id</c> of a JSON object,
/// as far as the bytes up to it are one. What stands behind it is not looked at, so that the answer is the user's hash for
/// every event, and something that the record's bytes alone decide for what is none.
/// </summary>
internal static unsafe class RouteKey
{
    private const int LongestEscaped = 6 * EventRules.MaxIdBytes;
    private const ulong UserIdAndQuote = 0x22_64_69_5f_72_65_73_75; // user_id"

    /// <summary>Hash of the user id, or of all bytes when there is none to read.</summary>
    public static ulong Hash(ReadOnlySpan<byte> record)
    {
        fixed (byte* text = record)
        {
            int start = FindUsual(text, text + record.Length, out int length);
            return start > 0 ? StableHash.Of(record.Slice(start, length)) : HashOfAny(record);
        }
    }

    /// <summary>The same for a record of any shape.</summary>
    internal static ulong HashOfAny(ReadOnlySpan<byte> record)
    {
        JsonCursor cursor = new(record);
        if (!cursor.TryTake((byte)'{')) return StableHash.Of(record);
        do
        {
            if (!cursor.TryReadName(out JsonToken name) || !cursor.TryReadValue(1, out JsonToken value)) break;
            if (IsUserId(record.Slice(name.Start, name.Length), name.Escaped)) return HashOfId(record, value);
        }
        while (cursor.TryTake((byte)','));

        return StableHash.Of(record);
    }

    /// <summary>Where the id's text lies in a record of the usual shape; 0 when it is none, as far as that is looked at.</summary>
    private static int FindUsual(byte* text, byte* end, out int length)
    {
        length = 0;
        byte* last = end - PlainText.Width; // Nothing behind the record can be read, so the last bytes are not looked at.
        if (end - text < PlainText.Width || *text != '{') return 0;
        byte* at = text;
        do
        {
            at++;
            if (*at == ' ') at++;
            if (at >= last || *at++ != '"') return 0;
            int name = PlainText.Run(at);
            bool found = Unsafe.ReadUnaligned<ulong>(at) == UserIdAndQuote;
            at += name;
            if (at > last - 4 || at[0] != '"' || at[1] != ':') return 0;
            at += at[2] == ' ' ? 3 : 2;

            byte* value = at;
            if (!TrySkipUsual(ref value, last, out bool isId)) return 0;
            if (found)
            {
                bool quoted = *at == '"';
                length = (int)(value - at) - (quoted ? 2 : 0);
                return isId && (uint)(length - 1) < EventRules.MaxIdBytes ? (int)(at - text) + (quoted ? 1 : 0) : 0;
            }

            at = value;
        }
        while (*at == ',');

        return 0;
    }

    private static bool TrySkipUsual(ref byte* value, byte* last, out bool isId)
    {
        isId = true;
        if (*value != '"')
        {
            int length = PlainValue.NumberLength(value, out JsonKind kind);
            value += length;
            isId = kind == JsonKind.Integer;
            // Behind anything else than these, the number may go on.
            return length > 0 && *value is (byte)',' or (byte)'}';
        }

        value++;
        int run = PlainText.Width;
        while (run == PlainText.Width && value <= last) value += run = PlainText.Run(value);
        return value <= last && *value++ == '"';
    }

    private static bool IsUserId(ReadOnlySpan<byte> name, bool escaped)
    {
        const int Longest = 6 * 7; // each letter as \uXXXX
        if (!escaped) return name.SequenceEqual("user_id"u8);
        if (name.Length > Longest) return false;
        Span<byte> plain = stackalloc byte[Longest];
        return plain[..JsonText.Unescape(name, plain)].SequenceEqual("user_id"u8);
    }

    private static ulong HashOfId(ReadOnlySpan<byte> record, JsonToken value)
    {
        ReadOnlySpan<byte> id = record.Slice(value.Start, value.Length);
        if (value.Escaped && id.Length <= LongestEscaped)
        {
            Span<byte> plain = stackalloc byte[LongestEscaped];
            ReadOnlySpan<byte> text = plain[..JsonText.Unescape(id, plain)];
            return EventRules.IsId(text) ? StableHash.Of(text) : StableHash.Of(record);
        }

        return StableHash.Of(EventRules.Takes(EventField.UserId, value.Kind) && EventRules.IsId(id) ? id : record);
    }
}
