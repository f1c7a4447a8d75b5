namespace Pipeline.Import.Values;

/// <summary>A number of units since 1970-01-01T00:00:00Z; decimals of it count down to the millisecond, finer is cut off.</summary>
internal sealed class EpochForm(long multiply, long divide) : TimeForm
{
    /// <inheritdoc/>
    internal override bool TryParse(ReadOnlySpan<byte> text, out long milliseconds, out bool isLocal)
    {
        (milliseconds, isLocal) = (0, false);
        int point = text.IndexOf((byte)'.');
        if (point >= 0)
        {
            ReadOnlySpan<byte> fraction = text[(point + 1)..];
            if (fraction.IsEmpty || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            for (int i = 0; i < 3 && multiply == 1_000; i++) milliseconds = (milliseconds * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
            text = text[..point];
        }

        if (text.Length is 0 or > 18 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        long units = 0;
        foreach (byte digit in text) units = (units * 10) + digit - '0';
        if (units > long.MaxValue / multiply - 1_000) return false;
        milliseconds += units * multiply / divide;
        return true;
    }
}
