using System.Globalization;
using System.Text.Json;

namespace Pipeline.Core.Settings;

/// <summary>
/// One JSON object of a settings file: reports keys that are unknown or stand twice when it is opened, and reads values
/// with their ranges. A value that is null counts as absent; a wrong one is reported and its default taken, to read on.
/// </summary>
internal sealed class SettingsObject
{
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);

    private SettingsObject(string path, SettingsMistakes mistakes) => (Path, Mistakes) = (path, mistakes);

    internal string Path { get; }

    internal SettingsMistakes Mistakes { get; }

    /// <summary>The object, or null (reported) when the value is none.</summary>
    internal static SettingsObject? Open(JsonElement element, string path, SettingsMistakes mistakes, IReadOnlyList<string> keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(path, element, "an object with the keys " + string.Join(", ", keys));
            return null;
        }

        SettingsObject opened = new(path, mistakes);
        foreach (JsonProperty property in element.EnumerateObject()) opened.Take(property, keys);
        return opened;
    }

    internal static string PathOf(string path, string key) =>
        key.Length is > 0 and <= 40 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$')
            ? $"{path}.{key}"
            : $"{path}[{JsonSerializer.Serialize(key.Length <= 40 ? key : key[..40] + "…")}]";

    internal string PathOf(string key) => PathOf(Path, key);

    /// <summary>The value of a key; false when it is absent or null.</summary>
    internal bool TryGet(string key, out JsonElement value) =>
        values.TryGetValue(key, out value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The value of a key, also when it is null; false when it is absent.</summary>
    internal bool Has(string key, out JsonElement value) => values.TryGetValue(key, out value);

    /// <summary>The value of a key that must be there; false (reported) when it is not.</summary>
    internal bool Require(string key, string allowed, out JsonElement value)
    {
        if (TryGet(key, out value)) return true;
        Mistakes.Add(PathOf(key), "nothing", $"{allowed} (it is required)");
        return false;
    }

    /// <summary>The object under a key, or null when it is absent or (reported) none.</summary>
    internal SettingsObject? Child(string key, params IReadOnlyList<string> keys) =>
        TryGet(key, out JsonElement value) ? Open(value, PathOf(key), Mistakes, keys) : null;

    /// <summary>A duration in ms.</summary>
    internal long Duration(string key, long fallback, DurationUnits units, long least, long most) =>
        TryGet(key, out JsonElement value) ? Duration(key, value, units, least, most) ?? fallback : fallback;

    /// <summary>A duration in ms, or null (reported) when it is none or out of range.</summary>
    internal long? Duration(string key, JsonElement value, DurationUnits units, long least, long most)
    {
        if (value.ValueKind == JsonValueKind.String
            && DurationText.TryParse(value.GetString()!, units, out long read) && read >= least && read <= most) return read;
        Mistakes.Add(PathOf(key), value, AllowedDuration(units, least, most));
        return null;
    }

    internal static string AllowedDuration(DurationUnits units, long least, long most)
    {
        string names = units == DurationUnits.Seconds ? "s, m, h or d" : "ms, s, m, h or d";
        return $"an integer with {names} in quotes, like \"30m\", from {DurationText.Format(least)} to {DurationText.Format(most)}";
    }

    /// <summary>A whole number of bytes.</summary>
    internal long? Bytes(string key, long? fallback, long least, long most)
    {
        if (!TryGet(key, out JsonElement value)) return fallback;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long read) && read >= least && read <= most) return read;
        Mistakes.Add(PathOf(key), value, string.Create(
            CultureInfo.InvariantCulture, $"an integer (bytes) from {least} to {most}"));
        return fallback;
    }

    /// <summary>The place of a name in <paramref name="names"/>; 0 when it is absent or (reported) not among them.</summary>
    internal int Name(string key, IReadOnlyList<string> names)
    {
        if (!TryGet(key, out JsonElement value)) return 0;
        int index = IndexOf(value, names);
        if (index < 0) Mistakes.AddName(PathOf(key), value, names);
        return Math.Max(index, 0);
    }

    internal static int IndexOf(JsonElement value, IReadOnlyList<string> names)
    {
        if (value.ValueKind != JsonValueKind.String) return -1;
        string text = value.GetString()!;
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == text) return i;
        }

        return -1;
    }

    private void Take(JsonProperty property, IReadOnlyList<string> keys)
    {
        if (!keys.Contains(property.Name))
        {
            string? meant = NearestName.Of(property.Name, keys);
            string known = "only the keys " + string.Join(", ", keys);
            Mistakes.Add(PathOf(property.Name), "an unknown key", meant is null ? known : $"{known} (did you mean {meant}?)");
        }
        else if (!values.TryAdd(property.Name, property.Value))
        {
            Mistakes.Add(PathOf(property.Name), "the key a second time", "each key once");
        }
    }
}
