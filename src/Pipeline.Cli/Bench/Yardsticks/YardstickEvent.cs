namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>What a yardstick takes out of a line; texts are places in the buffer.</summary>
internal struct YardstickEvent
{
    public long Timestamp;
    public long Cents;
    public ulong UserHash;
    public ulong SubjectHash;
    public int UserStart;
    public int UserLength;
    public int SubjectStart;
    public int SubjectLength;
    public int Quantity;
    public YardstickType Type;

    public readonly ReadOnlySpan<byte> User(byte[] buffer) => buffer.AsSpan(UserStart, UserLength);

    public readonly ReadOnlySpan<byte> Subject(byte[] buffer) => buffer.AsSpan(SubjectStart, SubjectLength);
}
