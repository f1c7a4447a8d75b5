namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>Finds where the next line begins.</summary>
internal static unsafe class LineEnds
{
    /// <summary>The place behind the next line's end; <paramref name="last"/> if there is none.</summary>
    public static byte* After(byte* p, byte* last)
    {
        int at = new ReadOnlySpan<byte>(p, (int)(last - p)).IndexOf((byte)'\n');
        return at < 0 ? last : p + at + 1;
    }
}
