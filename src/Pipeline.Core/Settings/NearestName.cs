namespace Pipeline.Core.Settings;

/// <summary>Guesses which name was meant.</summary>
public static class NearestName
{
    /// <summary>Longer texts are no misspelt name; it also bounds the work.</summary>
    private const int LongestName = 40;

    /// <summary>The nearest of <paramref name="names"/> when it is near enough to be meant, else null. One that shares no letter is never near.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        if (text.Length > LongestName) return null;
        string plain = Plain(text);
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string name in names)
        {
            int distance = Distance(plain, Plain(name));
            if (distance < bestDistance) (best, bestDistance) = (name, distance);
        }

        return best is not null && bestDistance <= Math.Max(1, best.Length / 3) && bestDistance < Math.Max(1, plain.Length) ? best : null;
    }

    private static string Plain(string text) =>
        text.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
