using System.Text.Json;

namespace Pipeline.Cli.Verifying;

/// <summary>The <c>_id</c> of a line, which is its first field, without escapes: lines are sorted by it.</summary>
internal sealed class LineId
{
    private byte[] _bytes = [];
    private int _length;

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal void Read(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        json.Read();
        json.Read();
        if (!json.ValueTextEquals("_id"u8)) throw new InvalidOperationException("A document does not begin with its id.");
        json.Read();
        if (_bytes.Length < json.ValueSpan.Length) _bytes = new byte[json.ValueSpan.Length * 2];
        _length = json.CopyString(_bytes);
    }
}
