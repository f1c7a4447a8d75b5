using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>
/// A scanner for exactly the lines that the generator writes: fixed order, every literal checked, anything else given up. Reads up to
/// 32 bytes behind a line.
/// </summary>
internal static unsafe class FixedScanner
{
    /// <summary>Scans the line at <paramref name="p"/>; where the next begins, or null.</summary>
    public static byte* Scan(byte* origin, byte* p, out YardstickEvent e)
    {
        e = default;
        if (!Skip(ref p, "{\"event_type\":\""u8) || (e.Type = TakeType(ref p)) == YardstickType.None) return null;
        if (!Skip(ref p, "\",\"user_id\":\""u8)) return null;
        e.UserStart = (int)(p - origin);
        p += e.UserLength = LengthOfText(p);
        bool isPage = e.Type == YardstickType.PageView;
        if (!(isPage ? Skip(ref p, "\",\"page_url\":\""u8) : Skip(ref p, "\",\"product_id\":\""u8))) return null;
        e.SubjectStart = (int)(p - origin);
        p += e.SubjectLength = LengthOfText(p);
        if (!Skip(ref p, "\",\"timestamp\":"u8)) return null;
        e.Timestamp = TakeTime(ref p);
        return TakeRest(ref p, ref e) && p[0] == '}' && p[1] == '\n' ? p + 2 : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeRest(ref byte* p, ref YardstickEvent e)
    {
        if (p[0] == ',' && p[2] == 'q')
        {
            if (!Skip(ref p, ",\"quantity\":"u8)) return false;
            e.Quantity = (int)TakeNumber(ref p);
            if (p[0] == ',' && p[2] == 'p')
            {
                if (!Skip(ref p, ",\"price\":"u8)) return false;
                e.Cents = TakeCents(ref p);
            }
        }

        if (p[0] == ',' && p[2] == 'c' && !SkipText(ref p, ",\"currency\":\""u8)) return false;
        return p[0] != ',' || SkipText(ref p, ",\"event_id\":\""u8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static YardstickType TakeType(ref byte* p) => (char)p[1] switch
    {
        'a' => Skip(ref p, "page_view"u8) ? YardstickType.PageView : YardstickType.None,
        'r' => Skip(ref p, "product_view"u8) ? YardstickType.ProductView : YardstickType.None,
        'd' => Skip(ref p, "add_to_cart"u8) ? YardstickType.AddToCart : YardstickType.None,
        'u' => Skip(ref p, "purchase"u8) ? YardstickType.Purchase : YardstickType.None,
        'e' => Skip(ref p, "refund"u8) ? YardstickType.Refund : YardstickType.None,
        _ => YardstickType.None,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Skip(ref byte* p, ReadOnlySpan<byte> literal)
    {
        bool same = new ReadOnlySpan<byte>(p, literal.Length).SequenceEqual(literal);
        p += literal.Length;
        return same;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SkipText(ref byte* p, ReadOnlySpan<byte> name)
    {
        if (!Skip(ref p, name)) return false;
        p += LengthOfText(p);
        return *p++ == '"';
    }

    /// <summary>Bytes up to a quote or a backslash; behind a backslash no literal fits, so such a line is given up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOfText(byte* p)
    {
        for (int at = 0; ; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Load(p + at);
            uint ends = (Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')))
                .ExtractMostSignificantBits();
            if (ends != 0) return at + BitOperations.TrailingZeroCount(ends);

            // A line's end comes before: the text is not closed.
            if (Vector128.EqualsAny(bytes, Vector128.Create((byte)'\n'))) return at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long TakeNumber(ref byte* p)
    {
        long value = 0;
        for (uint digit; (digit = (uint)(*p - '0')) <= 9; p++) value = (value * 10) + digit;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long TakeTime(ref byte* p)
    {
        ulong eight = *(ulong*)p - 0x3030303030303030UL;
        eight = (eight * 10) + (eight >> 8);
        long value = (long)((((eight & 0x000000FF000000FFUL) * 0x000F424000000064UL)
            + (((eight >> 16) & 0x000000FF000000FFUL) * 0x0000271000000001UL)) >> 32);
        p += 8;
        for (uint digit; (digit = (uint)(*p - '0')) <= 9; p++) value = (value * 10) + digit;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long TakeCents(ref byte* p)
    {
        long whole = TakeNumber(ref p);
        if (*p != '.') return whole * 100;
        long cents = (whole * 100) + ((p[1] - '0') * 10) + (p[2] - '0');
        p += 3;
        return cents;
    }
}
