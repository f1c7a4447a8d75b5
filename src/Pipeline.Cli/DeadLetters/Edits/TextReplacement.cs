using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>Replaces bytes by others wherever they stand, whether the record is JSON or not.</summary>
internal sealed class TextReplacement : IRecordEdit
{
    private const int EscapeLength = 4; // \xNN

    private readonly byte[] _old;
    private readonly byte[] _new;

    private TextReplacement(byte[] old, byte[] replacement) => (_old, _new) = (old, replacement);

    /// <summary>
    /// Reads <c>OLD=NEW</c>: the first <c>=</c> stands between; <c>\xNN</c> is the byte of that number, as <c>dlq show</c> writes what is no
    /// text, so an <c>=</c> in OLD is <c>\x3d</c>. Null when there is no <c>=</c> or nothing before it.
    /// </summary>
    internal static TextReplacement? Parse(string text)
    {
        int between = text.IndexOf('=', StringComparison.Ordinal);
        return between < 1 ? null : new TextReplacement(Bytes(text[..between]), Bytes(text[(between + 1)..]));
    }

    /// <inheritdoc/>
    public byte[] Apply(byte[] record)
    {
        ReadOnlySpan<byte> rest = record;
        int at = rest.IndexOf(_old);
        if (at < 0) return record;
        ArrayBufferWriter<byte> target = new(record.Length);
        for (; at >= 0; at = rest.IndexOf(_old))
        {
            target.Write(rest[..at]);
            target.Write(_new);
            rest = rest[(at + _old.Length)..];
        }

        target.Write(rest);
        return target.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(string text)
    {
        ArrayBufferWriter<byte> target = new();
        int plain = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + EscapeLength > text.Length || text[at + 1] != 'x') continue;
            if (!byte.TryParse(text.AsSpan(at + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)) continue;
            target.Write(Encoding.UTF8.GetBytes(text[plain..at]));
            target.Write([value]);
            plain = at + EscapeLength;
            at = plain - 1;
        }

        target.Write(Encoding.UTF8.GetBytes(text[plain..]));
        return target.WrittenSpan.ToArray();
    }
}
