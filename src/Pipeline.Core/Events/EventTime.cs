using System.Text;

namespace Pipeline.Core.Events;

/// <summary>Times of events: milliseconds since 1970-01-01T00:00:00Z, and their texts.</summary>
public static class EventTime
{
    /// <summary>2000-01-01T00:00:00.000Z, the first that an event may have.</summary>
    public const long Earliest = 946_684_800_000;

    /// <summary>2999-12-31T23:59:59.999Z, the last that an event may have.</summary>
    public const long Latest = 32_503_679_999_999;

    /// <summary>Milliseconds of a day.</summary>
    public const long Day = 86_400_000;

    /// <summary>Bytes of <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public const int InstantLength = 24;

    /// <summary>Bytes of <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    public const int BucketLength = 20;

    /// <summary>Bytes of <c>yyyy-MM-dd</c>.</summary>
    public const int DayLength = 10;

    // 9999-12-31T23:59:59.999Z: beyond it a year has no four digits. Windows and ends of days may pass 2999.
    private const long LatestText = 253_402_300_799_999;

    private const int SecondsOfDay = 86_400;
    private const int DaysToMarchOfYear0 = 719_468;
    private const int DaysOf400Years = 146_097;

    /// <summary>Writes <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>; returns <see cref="InstantLength"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970 or after 9999.</exception>
    public static int WriteInstant(long milliseconds, Span<byte> target)
    {
        WriteToSecond(milliseconds, target[..InstantLength]);
        int fraction = (int)(milliseconds % 1000);
        target[19] = (byte)'.';
        target[20] = (byte)('0' + (fraction / 100));
        WriteTwo(fraction % 100, target[21..]);
        target[23] = (byte)'Z';
        return InstantLength;
    }

    /// <summary>Writes <c>yyyy-MM-ddTHH:mm:ssZ</c>; returns <see cref="BucketLength"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970 or after 9999.</exception>
    public static int WriteBucket(long milliseconds, Span<byte> target)
    {
        WriteToSecond(milliseconds, target[..BucketLength]);
        target[19] = (byte)'Z';
        return BucketLength;
    }

    /// <summary>Writes <c>yyyy-MM-dd</c>, the UTC day that the time lies in; returns <see cref="DayLength"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970 or after 9999.</exception>
    public static int WriteDay(long milliseconds, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, LatestText);
        target = target[..DayLength];

        // Years that begin in March put the leap day last (Howard Hinnant, "chrono-compatible low-level date algorithms").
        int days = (int)(milliseconds / Day) + DaysToMarchOfYear0;
        int era = days / DaysOf400Years;
        int dayOfEra = days - (era * DaysOf400Years);
        int yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);

        WriteTwo(year / 100, target);
        WriteTwo(year % 100, target[2..]);
        target[4] = target[7] = (byte)'-';
        WriteTwo(month, target[5..]);
        WriteTwo(dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1, target[8..]);
        return DayLength;
    }

    /// <summary>The text <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970 or after 9999.</exception>
    public static string ToText(long milliseconds)
    {
        Span<byte> text = stackalloc byte[InstantLength];
        WriteInstant(milliseconds, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>
    /// Reads the texts that <c>docs/semantics.md</c> §1 allows: <c>yyyy-MM-ddTHH:mm:ss</c> (or a space for the <c>T</c>),
    /// then perhaps <c>.</c> or <c>,</c> and 1 to 9 digits, then perhaps <c>Z</c>, <c>±HH:mm</c> or <c>±HHmm</c>.
    /// False when the text is no such time or lies outside <see cref="Earliest"/> to <see cref="Latest"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 19
            || !TryReadDate(text, out long days)
            || text[10] is not ((byte)'T' or (byte)' ')
            || !TryReadTimeOfDay(text[11..19], out int seconds))
        {
            return false;
        }

        text = text[19..];
        if (!TryReadFraction(ref text, out int fraction) || !TryReadZone(text, out int offsetMinutes)) return false;
        milliseconds = (days * Day) + (seconds * 1000L) + fraction - (offsetMinutes * 60_000L);
        return milliseconds is >= Earliest and <= Latest;
    }

    /// <summary>Days from 1970-01-01 to a date of the years 0 to 9999; false when there is no such date.</summary>
    internal static bool TryDays(int year, int month, int day, out long days)
    {
        days = 0;
        if ((uint)(month - 1) > 11 || day < 1 || day > DaysOfMonth(year, month)) return false;
        int fromMarch = month > 2 ? month - 3 : month + 9;
        int marchYear = (month > 2 ? year : year - 1) + 400;
        int leapDays = (marchYear / 4) - (marchYear / 100) + (marchYear / 400);
        days = (365L * marchYear) + leapDays + (((153 * fromMarch) + 2) / 5) + day - 1 - DaysToMarchOfYear0 - DaysOf400Years;
        return true;
    }

    private static int DaysOfMonth(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool TryReadDate(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        return text[4] == '-' && text[7] == '-'
            && TryReadTwo(text, out int century) && TryReadTwo(text[2..], out int yearOfCentury)
            && TryReadTwo(text[5..], out int month) && TryReadTwo(text[8..], out int day)
            && TryDays((century * 100) + yearOfCentury, month, day, out days);
    }

    private static bool TryReadTimeOfDay(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text[2] != ':' || text[5] != ':'
            || !TryReadTwo(text, out int hour) || !TryReadTwo(text[3..], out int minute) || !TryReadTwo(text[6..], out int second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        seconds = (((hour * 60) + minute) * 60) + second;
        return true;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, out int milliseconds)
    {
        milliseconds = 0;
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)',')) return true;
        int digits = 1;
        for (int weight = 100; digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++, weight /= 10)
        {
            milliseconds += (text[digits] - '0') * weight;
        }

        text = text[digits..];
        return digits is > 1 and <= 10;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || (text.Length == 1 && text[0] == 'Z')) return true;
        bool colon = text.Length == 6 && text[3] == ':';
        if ((text.Length != 5 && !colon) || text[0] is not ((byte)'+' or (byte)'-')
            || !TryReadTwo(text[1..], out int hour) || !TryReadTwo(text[(colon ? 4 : 3)..], out int minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        if (text[0] == '-') minutes = -minutes;
        return true;
    }

    private static bool TryReadTwo(ReadOnlySpan<byte> text, out int number)
    {
        uint tens = text[0] - (uint)'0', ones = text[1] - (uint)'0';
        number = (int)((tens * 10) + ones);
        return tens <= 9 && ones <= 9;
    }

    private static void WriteToSecond(long milliseconds, Span<byte> target)
    {
        WriteDay(milliseconds, target);
        int seconds = (int)(milliseconds / 1000 % SecondsOfDay);
        target[10] = (byte)'T';
        target[13] = target[16] = (byte)':';
        WriteTwo(seconds / 3600, target[11..]);
        WriteTwo(seconds / 60 % 60, target[14..]);
        WriteTwo(seconds % 60, target[17..]);
    }

    private static void WriteTwo(int number, Span<byte> target)
    {
        target[1] = (byte)('0' + (number % 10));
        target[0] = (byte)('0' + (number / 10));
    }
}
