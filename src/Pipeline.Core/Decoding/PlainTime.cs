using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Reads the usual times: numbers, and <c>yyyy-MM-ddTHH:mm:ssZ</c> and <c>yyyy-MM-ddTHH:mm:ss.fffZ</c> as words. It keeps
/// what the last time began with: the next event is most often of the same day.
/// </summary>
internal unsafe struct PlainTime
{
    // Bits and words in the order of the bytes, the first lowest: "yyyy-MM-dd" + "THH:mm", then ":ss.fffZ".
    private const uint DigitPlaces = 0b1101_1011_0110_1111;
    private const uint MarkPlaces = 0b0010_0100_1001_0000;
    private const ulong MonthEnd = 0x00ff_ff00_ffff_ffff;
    private const ulong DayHourMinute = 0xffff_00ff_ff00_ffff;
    private const ulong TailMask = 0xff_f0_f0_f0_ff_f0_f0_ff, TailSample = 0x5a_30_30_30_2e_30_30_3a, TailSixes = 0x00_06_06_06_00_06_06_00;
    private const uint ShortMask = 0xff_f0_f0_ff, ShortSample = 0x5a_30_30_3a, ShortSixes = 0x00_06_06_00;

    private ulong _firstDigits;
    private uint _firstNumber;
    private ulong _yearMonth;
    private ulong _day;
    private long _days;

    /// <summary>The number of 9 to 16 digits at <paramref name="text"/>; reads 16 bytes. It keeps that of the first eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadNumber(byte* text, int length)
    {
        ulong digits = Unsafe.ReadUnaligned<ulong>(text);
        if (digits != _firstDigits)
        {
            _firstDigits = digits;
            _firstNumber = PlainDigits.UpTo8(text, 8);
        }

        return (_firstNumber * PlainDigits.Power(length - 8)) + PlainDigits.UpTo8(text + 8, length - 8);
    }

    /// <summary>False when the text is no time of these two forms; reads 24 bytes.</summary>
    public bool TryRead(byte* text, int length, out long milliseconds)
    {
        milliseconds = 0;
        Vector128<byte> head = Vector128.Load(text);
        Vector128<byte> digits = head - Vector128.Create((byte)'0');
        uint areDigits = Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits();
        uint areMarks = Vector128.Equals(head, Vector128.Create("\0\0\0\0-\0\0-\0\0T\0\0:\0\0"u8)).ExtractMostSignificantBits();
        if (areDigits != DigitPlaces || areMarks != MarkPlaces || !TryReadTail(text + 16, length, out int tail)) return false;

        ulong yearMonth = digits.AsUInt64()[0] & MonthEnd, time = digits.AsUInt64()[1] & DayHourMinute;
        // Each byte becomes ten times its digit plus the next.
        time = (time * 10) + (time >> 8);
        int day = (int)(time & 0xff), hour = (int)(time >> 24) & 0xff, minute = (int)(time >> 48) & 0xff;
        if (hour > 23 || minute > 59 || (yearMonth != _yearMonth || (ulong)day != _day) && !TryKeepDate(yearMonth, day)) return false;

        milliseconds = (_days * EventTime.Day) + (((hour * 60) + minute) * 60_000) + tail;
        return true;
    }

    /// <summary>Reads <c>:ssZ</c> or <c>:ss.fffZ</c> as milliseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadTail(byte* text, int length, out int milliseconds)
    {
        milliseconds = 0;
        ulong tail;
        if (length == EventTime.InstantLength)
        {
            tail = Unsafe.ReadUnaligned<ulong>(text);
            if ((tail & TailMask) != TailSample || ((tail + TailSixes) & TailMask) != TailSample) return false;
            milliseconds = (int)((((tail >> 32) & 0xf) * 100) + (((tail >> 40) & 0xf) * 10) + ((tail >> 48) & 0xf));
        }
        else
        {
            tail = Unsafe.ReadUnaligned<uint>(text);
            if (length != EventTime.BucketLength || (tail & ShortMask) != ShortSample || ((tail + ShortSixes) & ShortMask) != ShortSample) return false;
        }

        int second = (int)((((tail >> 8) & 0xf) * 10) + ((tail >> 16) & 0xf));
        milliseconds += second * 1000;
        return second <= 59;
    }

    private bool TryKeepDate(ulong yearMonth, int day)
    {
        ulong pairs = (yearMonth * 10) + (yearMonth >> 8);
        int year = (int)(((pairs & 0xff) * 100) + ((pairs >> 16) & 0xff)), month = (int)(pairs >> 40) & 0xff;
        if (year is < 2000 or > 2999 || !EventTime.TryDays(year, month, day, out long days)) return false;
        (_yearMonth, _day, _days) = (yearMonth, (ulong)day, days);
        return true;
    }
}
