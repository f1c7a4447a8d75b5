using System.Text.RegularExpressions;

namespace Pipeline.Import.Guessing;

/// <summary>How a file's texts write numbers.</summary>
internal static partial class NumberGuess
{
    private const int MostWords = 5;
    private const double Share = 0.9;

    /// <summary>The sign before the decimals and that between thousands (empty when there is none), by these columns.</summary>
    internal static (string Point, string Thousands) Of(IEnumerable<LookedColumn?> columns)
    {
        string[] texts = [.. columns.OfType<LookedColumn>().SelectMany(c => c.Samples).Select(Bare)];
        bool hasComma = texts.Any(t => CommaDecimals().IsMatch(t)) && !texts.Any(t => PointDecimals().IsMatch(t));
        string point = hasComma ? "," : ".", other = hasComma ? "." : ",";
        string groups = $@"^[-+]?\d{{1,3}}(\{other}\d{{3}})+(\{point}\d+)?$";
        return (point, texts.Any(t => Regex.IsMatch(t, groups)) ? other : "");
    }

    /// <summary>The words that stand with numbers, a unit or a currency's sign; none when there are too many.</summary>
    internal static string[] Words(LookedColumn? column)
    {
        string[] words = column is null ? [] : [.. column.Samples.Select(t => WithWord().Match(t)).Where(m => m.Success).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct()];
        return words.Length <= MostWords ? words : [];
    }

    /// <summary>Whether some number is below 0.</summary>
    internal static bool HasNegative(LookedColumn? column) => column is not null && column.Samples.Exists(t => t.TrimStart().StartsWith('-'));

    /// <summary>Whether all are whole numbers with a point and zeros behind.</summary>
    internal static bool AreFloats(LookedColumn column) => column.All(t => Float().IsMatch(t), Share);

    private static string Bare(string text) => WithWord().Match(text) is { Success: true } m ? text.Replace(m.Groups[1].Value + m.Groups[2].Value, "", StringComparison.Ordinal).Trim() : text.Trim();

    [GeneratedRegex(@"^[-+]?(\d{1,3}(\.\d{3})+|\d+),(\d{1,2}|\d{4,})$", RegexOptions.ExplicitCapture)]
    private static partial Regex CommaDecimals();

    [GeneratedRegex(@"^[-+]?(\d{1,3}(,\d{3})+|\d+)\.(\d{1,2}|\d{4,})$", RegexOptions.ExplicitCapture)]
    private static partial Regex PointDecimals();

    [GeneratedRegex(@"^\s*(?:([^\d\s.,+-]+)\s*[-+]?[\d.,]+|[-+]?[\d.,]+\s*([^\d\s.,+-][^\d\s]*))\s*$")]
    private static partial Regex WithWord();

    [GeneratedRegex(@"^\s*\d+\.0+\s*$")]
    private static partial Regex Float();
}
