using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pipeline.Import.Rows;

/// <summary>A way into a JSON object: keys with points between them, a number for a list's element; <c>\.</c> is a point in a key.</summary>
internal sealed class JsonPath
{
    private readonly byte[][] _keys;
    private readonly int[] _places;

    private JsonPath(IEnumerable<string> keys)
    {
        string[] all = [.. keys];
        _keys = [.. all.Select(Encoding.UTF8.GetBytes)];
        _places = [.. all.Select(key => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? place : -1)];
    }

    /// <summary>The path of a text.</summary>
    internal static JsonPath Of(string text) => new(Split(text));

    /// <summary>The keys of a text.</summary>
    internal static List<string> Split(string text)
    {
        List<string> keys = [];
        StringBuilder key = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) key.Append(text[++i]);
            else if (text[i] != '.') key.Append(text[i]);
            else
            {
                keys.Add(key.ToString());
                key.Clear();
            }
        }

        keys.Add(key.ToString());
        return keys;
    }

    /// <summary>A key as it stands in a path.</summary>
    internal static string Escape(string key) =>
        key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal);

    /// <summary>The path of a text behind another; null when it does not begin with that.</summary>
    internal static JsonPath? Behind(string text, string prefix)
    {
        List<string> keys = Split(text), first = Split(prefix);
        return keys.Count >= first.Count && keys.Take(first.Count).SequenceEqual(first) ? new JsonPath(keys.Skip(first.Count)) : null;
    }

    /// <summary>What is there; false when nothing is.</summary>
    internal bool TryFollow(JsonElement from, out JsonElement found)
    {
        found = from;
        for (int i = 0; i < _keys.Length; i++)
        {
            if (found.ValueKind == JsonValueKind.Object)
            {
                if (!found.TryGetProperty(_keys[i], out found)) return false;
            }
            else if (found.ValueKind == JsonValueKind.Array && (uint)_places[i] < (uint)found.GetArrayLength())
            {
                found = found[_places[i]];
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
