namespace Pipeline.Core.Decoding;

/// <summary>
/// Consecutive raw records of one partition: what a log's or file's reader hands to the decoder. Reused by its owner;
/// <see cref="Buffer"/> always has <see cref="Slack"/> readable bytes behind <see cref="Length"/>, so that a scanner may
/// look ahead without checks.
/// </summary>
public sealed class RawBlock
{
    /// <summary>Readable bytes behind the last record.</summary>
    public const int Slack = 64;

    /// <summary>A larger buffer, which a huge record needed, is let go when the block is emptied: 8 MiB.</summary>
    public const int KeptBytes = 8 << 20;

    private const int FirstBytes = 1 << 16;

    /// <summary>The partition that the records belong to.</summary>
    public int Partition { get; set; }

    /// <summary>Offset of the first record.</summary>
    public long From { get; set; }

    /// <summary>The records' bytes, then text that the decoder had to write itself (see <see cref="AppendText"/>).</summary>
    public byte[] Buffer { get; set; } = new byte[FirstBytes];

    /// <summary>Bytes of <see cref="Buffer"/> in use.</summary>
    public int Length { get; set; }

    /// <summary>Where each record lies; the first <see cref="Count"/> are valid.</summary>
    public RecordSpan[] Records { get; set; } = new RecordSpan[1024];

    /// <summary>Number of records.</summary>
    public int Count { get; set; }

    /// <summary>Offset behind the last record.</summary>
    public long To => From + Count;

    /// <summary>Empties the block for reuse.</summary>
    public void Clear()
    {
        (Length, Count) = (0, 0);
        if (Buffer.Length > KeptBytes) Buffer = new byte[FirstBytes];
    }

    /// <summary>Makes room for <paramref name="bytes"/> more and the slack behind them.</summary>
    /// <exception cref="InvalidOperationException">A block holds less than 2 GiB.</exception>
    public void EnsureRoom(int bytes)
    {
        long needed = (long)Length + bytes + Slack;
        if (Buffer.Length >= needed) return;
        if (needed > Array.MaxLength) throw new InvalidOperationException($"A block of {needed} bytes; at most {Array.MaxLength} are possible.");
        byte[] larger = new byte[Math.Min(Array.MaxLength, Math.Max(Buffer.Length * 2L, needed))];
        Buffer.AsSpan(0, Length).CopyTo(larger);
        Buffer = larger;
    }

    /// <summary>Notes that the record of <paramref name="length"/> bytes at <paramref name="start"/> belongs to the block.</summary>
    public void Add(int start, int length, long logTimestamp)
    {
        if (Count == Records.Length)
        {
            RecordSpan[] more = Records;
            Array.Resize(ref more, Count * 2);
            Records = more;
        }

        Records[Count++] = new RecordSpan(start, length, logTimestamp);
    }

    /// <summary>Writes text that no record holds as such (unescaped, or a place with its slash) behind the records; its start.</summary>
    public int AppendText(ReadOnlySpan<byte> text)
    {
        EnsureRoom(text.Length);
        text.CopyTo(Buffer.AsSpan(Length));
        int start = Length;
        Length += text.Length;
        return start;
    }
}
