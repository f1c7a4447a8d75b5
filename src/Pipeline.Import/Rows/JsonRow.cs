using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Pipeline.Import.Rows;

/// <summary>A line that is a JSON object, perhaps exploded by a list in it.</summary>
internal sealed class JsonRow : Row, IDisposable
{
    private readonly JsonPath? _explode;
    private readonly (JsonPath Path, bool IsInElement)[] _sources;
    private byte[] _unescaped = new byte[256];
    private JsonDocument? _document;
    private JsonElement _list, _element;

    /// <param name="sources">The paths that a mapping names.</param>
    /// <param name="explode">The path of a list; a source that begins with it is looked for in the list's element.</param>
    internal JsonRow(IReadOnlyList<string> sources, string? explode)
    {
        _explode = explode is null ? null : JsonPath.Of(explode);
        _sources =
        [
            .. sources.Select(source => explode is not null && JsonPath.Behind(source, explode) is { } inside
                ? (inside, true)
                : (JsonPath.Of(source), false)),
        ];
    }

    /// <inheritdoc/>
    internal override int Elements => _explode is null ? 1 : _list.GetArrayLength();

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();

    /// <inheritdoc/>
    internal override bool TryLoad(byte[] buffer, int start, int length)
    {
        _document?.Dispose();
        _document = null;
        Problem = MapProblem.NotJson;
        try
        {
            _document = JsonDocument.Parse(buffer.AsMemory(start, length));
        }
        catch (JsonException)
        {
            return false;
        }

        if (_document.RootElement.ValueKind != JsonValueKind.Object) return false;
        if (_explode is null) return true;
        Problem = MapProblem.NoList;
        return _explode.TryFollow(_document.RootElement, out _list) && _list.ValueKind == JsonValueKind.Array;
    }

    /// <inheritdoc/>
    internal override void MoveTo(int element)
    {
        base.MoveTo(element);
        if (_explode is not null) _element = _list[element];
    }

    private protected override SourceKind Find(int source, out ReadOnlySpan<byte> text)
    {
        (JsonPath path, bool isInElement) = _sources[source];
        text = [];
        if (!path.TryFollow(isInElement ? _element : _document!.RootElement, out JsonElement found)) return SourceKind.Absent;
        switch (found.ValueKind)
        {
            case JsonValueKind.Null:
                return SourceKind.Absent;
            case JsonValueKind.String:
                return OfString(found, out text);
            case JsonValueKind.Object or JsonValueKind.Array:
                return Fault(MapProblem.NotText);
            default:
                text = JsonMarshal.GetRawUtf8Value(found);
                return SourceKind.Plain;
        }
    }

    private SourceKind OfString(JsonElement found, out ReadOnlySpan<byte> text)
    {
        text = JsonMarshal.GetRawUtf8Value(found)[1..^1];
        if (text.IsEmpty) return SourceKind.Absent;
        if (!Utf8.IsValid(text)) return Fault(MapProblem.NotUtf8);
        if (!text.Contains((byte)'\\')) return SourceKind.Text;
        try
        {
            string unescaped = found.GetString()!;
            int most = Encoding.UTF8.GetMaxByteCount(unescaped.Length);
            if (_unescaped.Length < most) _unescaped = new byte[most];
            text = _unescaped.AsSpan(0, Encoding.UTF8.GetBytes(unescaped, _unescaped));
            return SourceKind.Text;
        }
        catch (InvalidOperationException)
        {
            // The only text that the parser passes and cannot unescape: half of a surrogate pair.
            return Fault(MapProblem.NotUtf8);
        }
    }
}
