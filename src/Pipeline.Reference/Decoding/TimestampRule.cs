using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Reference.Decoding;

/// <summary>Event times: integer epoch milliseconds or a form of ISO 8601, in UTC of the years 2000 to 2999.</summary>
internal static partial class TimestampRule
{
    private static readonly long First = Milliseconds(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly long Behind = Milliseconds(new DateTime(3000, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>The time that an integer's text says; null when out of range.</summary>
    public static long? FromInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? InRange(value) : null;

    /// <summary>The time that a text says; null when it has another form, is no real time or out of range.</summary>
    public static long? FromText(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success) return null;
        int year = Number(match, "year"), month = Number(match, "month"), day = Number(match, "day");
        int hour = Number(match, "hour"), minute = Number(match, "minute"), second = Number(match, "second");
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        if (hour > 23 || minute > 59 || second > 59) return null;

        long time = Milliseconds(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc));
        string fraction = match.Groups["fraction"].Value.PadRight(3, '0')[..3];
        time += int.Parse(fraction, CultureInfo.InvariantCulture);
        if (!match.Groups["sign"].Success) return InRange(time);

        int offsetHours = Number(match, "offsetHours"), offsetMinutes = Number(match, "offsetMinutes");
        if (offsetHours > 23 || offsetMinutes > 59) return null;
        long offset = ((offsetHours * 60L) + offsetMinutes) * 60_000;
        return InRange(match.Groups["sign"].Value == "+" ? time - offset : time + offset);
    }

    private static long? InRange(long time) => time >= First && time < Behind ? time : null;

    private static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
        + @"([.,](?<fraction>[0-9]{1,9}))?(Z|(?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2}))?\z")]
    private static partial Regex Form();
}
