using System.Buffers;

namespace Pipeline.Core.Decoding;

/// <summary>
/// Reads one JSON text of RFC 8259 from left to right without recursion. It looks at bytes: whether the text is UTF-8 is
/// asked before. Every method returns false for what is no JSON; then <see cref="Place"/> is where that showed.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    /// <summary>The deepest nesting of a record; its own object is level 1.</summary>
    public const int MaxLevels = 64;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>The byte that is read next; behind a method that returned false, the first that no JSON could go on with.</summary>
    public readonly int Place => _at;

    /// <summary>Whether only white space is left.</summary>
    public bool AtEnd()
    {
        SkipSpace();
        return _at == _text.Length;
    }

    /// <summary>Steps over <paramref name="expected"/> and the white space before it, when it comes next.</summary>
    public bool TryTake(byte expected)
    {
        SkipSpace();
        if (_at == _text.Length || _text[_at] != expected) return false;
        _at++;
        return true;
    }

    /// <summary>Reads a member's name and its colon.</summary>
    public bool TryReadName(out JsonToken name)
    {
        name = default;
        return TryTake((byte)'"') && TryReadString(out name) && TryTake((byte)':');
    }

    /// <summary>Reads a value that lies inside <paramref name="levels"/> containers; a container is read whole.</summary>
    public bool TryReadValue(int levels, out JsonToken value)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] is not ((byte)'{' or (byte)'[')) return TryReadScalar(out value);
        int start = _at;
        bool read = TrySkipContainer(levels);
        value = new JsonToken(JsonKind.Other, start, _at - start, false);
        return read;
    }

    private bool TrySkipContainer(int levels)
    {
        int outside = levels;
        ulong objects = 0; // One bit for each open container, the innermost lowest: set for an object.
        do
        {
            // A value begins here.
            bool isObject = TryTake((byte)'{');
            if (isObject || TryTake((byte)'['))
            {
                if (++levels > MaxLevels)
                {
                    _at--;
                    return false;
                }

                objects = (objects << 1) | (isObject ? 1UL : 0);
                if (!TryTake(Closer(objects)))
                {
                    if (isObject && !TryReadName(out _)) return false;
                    continue;
                }

                levels--;
                objects >>= 1;
            }
            else if (!TryReadScalar(out _))
            {
                return false;
            }

            // A value ended here.
            while (levels > outside && !TryTake((byte)','))
            {
                if (!TryTake(Closer(objects))) return false;
                levels--;
                objects >>= 1;
            }

            if (levels > outside && (objects & 1) == 1 && !TryReadName(out _)) return false;
        }
        while (levels > outside);

        return true;
    }

    private static byte Closer(ulong objects) => (objects & 1) == 1 ? (byte)'}' : (byte)']';

    private bool TryReadScalar(out JsonToken value)
    {
        value = default;
        if (_at == _text.Length) return false;
        switch (_text[_at])
        {
            case (byte)'"':
                _at++;
                return TryReadString(out value);
            case (byte)'n':
                return TryReadLiteral("null"u8, JsonKind.Null, out value);
            case (byte)'t':
                return TryReadLiteral("true"u8, JsonKind.Other, out value);
            case (byte)'f':
                return TryReadLiteral("false"u8, JsonKind.Other, out value);
            default:
                int length = JsonNumber.Read(_text[_at..], out bool integer);
                value = new JsonToken(integer ? JsonKind.Integer : JsonKind.Fraction, _at, length, false);
                _at += length;
                return length > 0;
        }
    }

    private bool TryReadLiteral(ReadOnlySpan<byte> literal, JsonKind kind, out JsonToken value)
    {
        value = new JsonToken(kind, _at, literal.Length, false);
        if (!_text[_at..].StartsWith(literal)) return false;
        _at += literal.Length;
        return true;
    }

    private bool TryReadString(out JsonToken value)
    {
        int start = _at;
        bool escaped = false;
        while (true)
        {
            int plain = _text[_at..].IndexOfAny(StringStops);
            if (plain < 0)
            {
                _at = _text.Length;
                break;
            }

            _at += plain;
            if (_text[_at] == '"')
            {
                value = new JsonToken(JsonKind.String, start, _at - start, escaped);
                _at++;
                return true;
            }

            int escape = JsonText.EscapeLength(_text[_at..]);
            if (escape == 0) break;
            escaped = true;
            _at += escape;
        }

        value = default;
        return false;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') _at++;
    }
}
