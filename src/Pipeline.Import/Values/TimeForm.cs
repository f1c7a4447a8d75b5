namespace Pipeline.Import.Values;

/// <summary>One way in which a file writes times.</summary>
internal abstract class TimeForm
{
    /// <summary>
    /// Reads a time without spaces around it: ms since 1970, and whether it is local, without a word about where. False when it is not of this form.
    /// </summary>
    internal abstract bool TryParse(ReadOnlySpan<byte> text, out long milliseconds, out bool isLocal);

    /// <summary>The form of this name or pattern; null, and what is wrong, when it is none.</summary>
    internal static TimeForm? Of(string text, out string mistake)
    {
        mistake = "";
        return text switch
        {
            "iso" => new IsoForm(),
            "epoch_s" => new EpochForm(1_000, 1),
            "epoch_ms" => new EpochForm(1, 1),
            "epoch_us" => new EpochForm(1, 1_000),
            _ => TimePattern.Compile(text, out mistake),
        };
    }
}
