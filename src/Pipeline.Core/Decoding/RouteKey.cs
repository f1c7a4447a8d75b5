using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Finds the user id of a raw record without decoding it: the value of the first member <c>user_id</c> of a JSON object,
/// as far as the bytes up to it are one. What stands behind it is not looked at, so that the answer is the user's hash for
/// every event, and something that the record's bytes alone decide for what is none.
/// </summary>
internal static class RouteKey
{
    private const int LongestEscaped = 6 * EventRules.MaxIdBytes;

    /// <summary>Hash of the user id, or of all bytes when there is none to read.</summary>
    public static ulong Hash(ReadOnlySpan<byte> record)
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
