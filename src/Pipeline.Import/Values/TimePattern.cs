using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Import.Values;

/// <summary>
/// A time as a pattern says: <c>yyyy</c> or <c>yy</c> (20yy), <c>MM</c>, <c>M</c>, <c>MMM</c> or <c>MMMM</c> (English names), <c>dd</c>, <c>d</c>, <c>HH</c>,
/// <c>H</c>, <c>hh</c> or <c>h</c> with <c>tt</c> (AM, PM), <c>mm</c>, <c>m</c>, <c>ss</c>, <c>s</c>, <c>f</c> to <c>fffffffff</c>, <c>zzz</c> (Z, ±HH:mm,
/// ±HHmm, ±HH), <c>'text'</c>; signs stand for themselves.
/// </summary>
internal sealed class TimePattern : TimeForm
{
    private const string Letters = "yyyy, yy, MM, M, MMM, MMMM, dd, d, HH, H, hh, h, tt, mm, m, ss, s, f to fffffffff, zzz, 'text' and signs";

    private static readonly string[] Known =
        ["yyyy", "yy", "MM", "M", "MMM", "MMMM", "dd", "d", "HH", "H", "hh", "h", "tt", "mm", "m", "ss", "s", "zzz"];

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private readonly PatternPart[] _parts;
    private readonly bool _hasZone;

    private TimePattern(List<PatternPart> parts)
    {
        _parts = [.. parts];
        _hasZone = parts.Exists(p => p.Letter == 'z');
    }

    /// <summary>The pattern; null, and what is wrong, when it is none.</summary>
    internal static TimePattern? Compile(string pattern, out string mistake)
    {
        List<PatternPart> parts = [];
        mistake = "";
        for (int at = 0; at < pattern.Length;)
        {
            int from = at;
            if (pattern[at] == '\'')
            {
                at = pattern.IndexOf('\'', at + 1) + 1;
                if (at == 0) mistake = "a text in ' that ends";
                if (at == 0) return null;
                parts.Add(new PatternPart('\'', 0, Encoding.UTF8.GetBytes(pattern[(from + 1)..(at - 1)])));
            }
            else if (char.IsAsciiLetter(pattern[at]))
            {
                while (at < pattern.Length && pattern[at] == pattern[from]) at++;
                string letters = pattern[from..at];
                bool isKnown = Known.Contains(letters) || (letters[0] == 'f' && letters.Length <= 9);
                if (!isKnown) mistake = $"a pattern of {Letters}, not {letters}";
                if (!isKnown) return null;
                parts.Add(new PatternPart(letters[0], letters.Length, []));
            }
            else
            {
                at += char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length ? 2 : 1;
                parts.Add(new PatternPart('\'', 0, Encoding.UTF8.GetBytes(pattern[from..at])));
            }
        }

        mistake = Lacks(parts);
        return mistake.Length == 0 ? new TimePattern(parts) : null;
    }

    /// <inheritdoc/>
    internal override bool TryParse(ReadOnlySpan<byte> text, out long milliseconds, out bool isLocal)
    {
        (milliseconds, isLocal) = (0, !_hasZone);
        Span<int> read = stackalloc int[128];
        read.Clear();
        (read['M'], read['d'], read['t']) = (1, 1, -1);
        foreach (PatternPart part in _parts)
        {
            if (!TryRead(part, ref text, out read[part.Letter])) return false;
        }

        if (read['t'] >= 0)
        {
            if (read['h'] is < 1 or > 12) return false;
            read['H'] = (read['h'] % 12) + (12 * read['t']);
        }

        if (!text.IsEmpty || read['H'] > 23 || read['m'] > 59 || read['s'] > 59) return false;
        if (!EventTime.TryDays(read['y'], read['M'], read['d'], out long days)) return false;
        milliseconds = (days * EventTime.Day) + (((((read['H'] * 60) + read['m'] - read['z']) * 60) + read['s']) * 1_000L) + read['f'];
        return true;
    }

    private static string Lacks(List<PatternPart> parts)
    {
        char[] letters = [.. parts.Select(p => p.Letter).Where(c => c != '\'')];
        if (letters.Distinct().Count() < letters.Length) return $"a pattern that names each part once, of {Letters}";
        if (!letters.Contains('y') || !letters.Contains('M') || !letters.Contains('d')) return $"a pattern with year, month and day, of {Letters}";
        if (letters.Contains('h') != letters.Contains('t')) return "hh and tt (AM, PM) together, or HH";
        return letters.Contains('h') && letters.Contains('H') ? "HH, or hh with tt, not both" : "";
    }

    private static bool TryRead(PatternPart part, ref ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        switch (part.Letter)
        {
            case '\'':
                if (!text.StartsWith(part.Text)) return false;
                text = text[part.Text.Length..];
                return true;
            case 'y':
                if (!TryDigits(ref text, part.Length, part.Length, out value)) return false;
                if (part.Length == 2) value += 2_000;
                return true;
            case 'M' when part.Length > 2:
                return TryMonth(ref text, part.Length == 3, out value);
            case 'f':
                if (!TryDigits(ref text, part.Length, part.Length, out value)) return false;
                for (int digits = part.Length; digits != 3; digits += digits < 3 ? 1 : -1) value = digits < 3 ? value * 10 : value / 10;
                return true;
            case 't':
                if (text.Length < 2 || (text[1] | 32) != 'm' || (text[0] | 32) is not ('a' or 'p')) return false;
                value = (text[0] | 32) == 'p' ? 1 : 0;
                text = text[2..];
                return true;
            case 'z':
                return TryZone(ref text, out value);
            default:
                return TryDigits(ref text, part.Length, 2, out value);
        }
    }

    private static bool TryDigits(ref ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        value = 0;
        int digits = 0;
        for (; digits < most && digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++) value = (value * 10) + text[digits] - '0';
        text = text[digits..];
        return digits >= least;
    }

    private static bool TryMonth(ref ReadOnlySpan<byte> text, bool isShort, out int month)
    {
        for (month = 1; month <= Months.Length; month++)
        {
            ReadOnlySpan<char> name = isShort ? Months[month - 1].AsSpan(0, 3) : Months[month - 1];
            if (text.Length < name.Length || !Ascii.EqualsIgnoreCase(text[..name.Length], name)) continue;
            text = text[name.Length..];
            return true;
        }

        return false;
    }

    private static bool TryZone(ref ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty) return false;
        byte sign = text[0];
        text = text[1..];
        if (sign == 'Z') return true;
        if (sign is not ((byte)'+' or (byte)'-') || !TryDigits(ref text, 2, 2, out int hours)) return false;
        if (!text.IsEmpty && text[0] == ':') text = text[1..];
        int rest = 0;
        if (!text.IsEmpty && char.IsAsciiDigit((char)text[0]) && !TryDigits(ref text, 2, 2, out rest)) return false;
        if (hours > 23 || rest > 59) return false;
        minutes = ((hours * 60) + rest) * (sign == '-' ? -1 : 1);
        return true;
    }
}
