using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Encodings.Web;
using Pipeline.Core.Decoding;

namespace Pipeline.Import.Fields;

/// <summary>Writes events as JSON lines' bytes to the end of a block.</summary>
internal sealed class EventWriter
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (byte)c), (byte)'"', (byte)'\\', 0x7f]);

    private RawBlock _block = new();
    private int _start;

    /// <summary>Begins an event at the end of a block.</summary>
    internal void Begin(RawBlock block) => (_block, _start) = (block, block.Length);

    /// <summary>Closes the event and adds it to the block's records.</summary>
    internal void End(long timestamp)
    {
        Put("}"u8);
        _block.Add(_start, _block.Length - _start, timestamp);
    }

    /// <summary>Bytes as they are.</summary>
    internal void Put(ReadOnlySpan<byte> bytes)
    {
        _block.EnsureRoom(bytes.Length);
        bytes.CopyTo(_block.Buffer.AsSpan(_block.Length));
        _block.Length += bytes.Length;
    }

    /// <summary>The inside of a JSON string.</summary>
    internal void PutEscaped(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(Special) < 0) Put(text);
        else Put(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
    }

    /// <summary>The inside of a JSON string, made once.</summary>
    internal static byte[] Escape(string text) =>
        JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
}
