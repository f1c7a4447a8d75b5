using System.Text;
using Pipeline.Core.Events;
using Pipeline.Import.Values;

namespace Pipeline.Import.Guessing;

/// <summary>Finds how a column writes times.</summary>
internal static class TimeGuess
{
    private const int OneMissIn = 10, FewestWithMiss = 4;

    private static readonly string[] Days = ["dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "d MMM yyyy"];

    private static readonly string[] Hours = [" HH:mm:ss", " HH:mm", " H:mm:ss", " H:mm", " h:mm tt", " h:mm:ss tt"];

    private static readonly (string Name, TimeForm Form)[] Forms =
    [
        .. Names().Select(name => (name, TimeForm.Of(name, out _)!)),
    ];

    /// <summary>Whether a text is a time that is no mere number.</summary>
    internal static bool IsTime(string text) => Forms.Any(f => f.Form is not EpochForm && Reads(f.Form, text));

    /// <summary>
    /// The format that reads the most texts, nine of ten (or all but one of a few), and whether it could be another too; null when none does.
    /// </summary>
    internal static (string Format, string? OrElse)? Of(LookedColumn column)
    {
        int texts = column.Samples.Count, misses = Math.Max(texts / OneMissIn, texts >= FewestWithMiss ? 1 : 0);
        (string Name, int Reads)[] counts = [.. Forms.Select(f => (f.Name, column.Samples.Count(text => Reads(f.Form, text))))];
        int most = counts.Max(f => f.Reads);
        if (most == 0 || texts - most > misses) return null;
        string[] fits = [.. counts.Where(f => f.Reads == most).Select(f => f.Name)];
        string? other = fits.FirstOrDefault(f => f.Contains('d', StringComparison.Ordinal) && MonthFirst(f) != MonthFirst(fits[0]));
        return (fits[0], MonthFirst(fits[0]) is null ? null : other);
    }

    /// <summary>Whether texts of this format leave the zone open.</summary>
    internal static bool IsLocal(LookedColumn column, string format)
    {
        TimeForm form = TimeForm.Of(format, out _)!;
        return !format.Contains("'UTC'", StringComparison.Ordinal)
            && column.Samples.Exists(text => form.TryParse(ByteTexts.Trim(Encoding.UTF8.GetBytes(text)), out _, out bool isLocal) && isLocal);
    }

    private static bool? MonthFirst(string format) =>
        !format.Contains('/', StringComparison.Ordinal) || format[0] == 'y' ? null : format[0] == 'M';

    private static IEnumerable<string> Names()
    {
        yield return "iso";
        yield return "epoch_s";
        yield return "epoch_ms";
        yield return "epoch_us";
        yield return "yyyy-MM-dd HH:mm:ss 'UTC'";
        yield return "yyyy-MM-dd HH:mm:ss zzz";
        foreach (string day in Days)
        {
            foreach (string hour in Hours) yield return day + hour;
        }

        yield return "yyyy-MM-dd";
        foreach (string day in Days) yield return day;
    }

    private static bool Reads(TimeForm form, string text)
    {
        if (!form.TryParse(ByteTexts.Trim(Encoding.UTF8.GetBytes(text)), out long time, out _)) return false;
        return time is >= EventTime.Earliest and <= 4_102_444_800_000;
    }
}
