namespace Pipeline.Import.Values;

/// <summary>How a file writes numbers.</summary>
/// <param name="Point">What stands before the decimals: <c>.</c> or <c>,</c>.</param>
/// <param name="Thousands">What stands between groups of three digits; 0 when nothing does, and a text with such a sign is then no number.</param>
internal readonly record struct NumberForm(byte Point, byte Thousands)
{
    /// <summary>As JSON and most programs write them.</summary>
    internal static NumberForm Usual => new((byte)'.', 0);
}
