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

    /// <summary>The partition that the records belong to.</summary>
    public int Partition { get; set; }

    /// <summary>Offset of the first record.</summary>
    public long From { get; set; }

    /// <summary>The records' bytes, then text that the decoder had to write itself (see <see cref="AppendText"/>).</summary>
    public byte[] Buffer { get; set; } = new byte[1 << 16];

    /// <summary>Bytes of <see cref="Buffer"/> in use.</summary>
    public int Length { get; set; }

    /// <summary>Where each record lies; the first <see cref="Count"/> are valid.</summary>
    public RecordSpan[] Records { get; set; } = new RecordSpan[1024];

    /// <summary>Number of records.</summary>
    public int Count { get; set; }

    /// <summary>Offset behind the last record.</summary>
    public long To => From + Count;

    /// <summary>Empties the block for reuse.</summary>
    public void Clear() => (Length, Count) = (0, 0);

    /// <summary>Makes room for <paramref name="bytes"/> more and the slack behind them.</summary>
    public void EnsureRoom(int bytes)
    {
        if (Buffer.Length - Length >= bytes + Slack) return;
        byte[] larger = Buffer;
        Array.Resize(ref larger, Math.Max(Buffer.Length * 2, Length + bytes + Slack));
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
