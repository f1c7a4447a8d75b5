using System.Text;

namespace Pipeline.Reference.Documents;

/// <summary>Texts by their UTF-8 bytes, which is not the order of .NET's UTF-16 units.</summary>
internal sealed class Utf8Order : IComparer<string>, IComparer<byte[]>
{
    /// <summary>The one instance.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y) => Compare(Bytes(x), Bytes(y));

    /// <inheritdoc />
    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);

    private static byte[] Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? string.Empty);
}
