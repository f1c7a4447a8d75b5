using System.Globalization;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Events;

namespace Pipeline.Cli.Querying.Output;

/// <summary>Values as people read them: thousands apart, milliseconds as hours and minutes.</summary>
internal static class Shown
{
    internal static string Text(Term term, Cell cell)
    {
        if (cell.Kind is CellKind.Null) return "";
        if (cell.Kind is CellKind.Count && term.Path.Field.Kind is FieldKind.Milliseconds) return Duration((long)cell.Number);
        if (cell.Kind is not (CellKind.Count or CellKind.Amount) || term.Path.Field.Kind is FieldKind.Number) return cell.ToString();
        string text = cell.ToString();
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? text : text[..point];
        Int128 number = Int128.Parse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = number == 0 && whole.StartsWith('-') ? "-" : "";
        return sign + number.ToString("N0", CultureInfo.InvariantCulture) + (point < 0 ? "" : text[point..]);
    }

    /// <summary>A duration by its two or three largest units.</summary>
    internal static string Duration(long milliseconds)
    {
        TimeSpan span = TimeSpan.FromMilliseconds(milliseconds);
        if (milliseconds >= EventTime.Day) return string.Create(CultureInfo.InvariantCulture, $"{span.Days}d {span.Hours:00}h {span.Minutes:00}m");
        if (milliseconds >= Moments.Hour) return string.Create(CultureInfo.InvariantCulture, $"{span.Hours}h {span.Minutes:00}m {span.Seconds:00}s");
        return milliseconds >= 60_000
            ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m {span.Seconds:00}s")
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.000}s");
    }
}
