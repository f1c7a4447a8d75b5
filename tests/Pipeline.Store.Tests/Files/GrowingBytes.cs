namespace Pipeline.Store.Tests.Files;

/// <summary>Bytes that are written at any place; small writes to long files are cheap.</summary>
internal sealed class GrowingBytes(byte[] start)
{
    private byte[] _bytes = start;

    public int Length { get; private set; } = start.Length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Write(long position, ReadOnlySpan<byte> written)
    {
        int end = Math.Max(Length, (int)position + written.Length);
        if (end > _bytes.Length) Array.Resize(ref _bytes, Math.Max(end, 2 * _bytes.Length));
        written.CopyTo(_bytes.AsSpan((int)position));
        Length = end;
    }

    public void Cut(long length)
    {
        int cut = (int)Math.Min(length, Length);
        _bytes.AsSpan(cut, Length - cut).Clear();
        Length = cut;
    }

    public GrowingBytes Clone() => new(Span.ToArray());
}
