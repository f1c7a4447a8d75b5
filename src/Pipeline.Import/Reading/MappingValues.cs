using System.Text.Json;
using Pipeline.Core.Settings;

namespace Pipeline.Import.Reading;

/// <summary>Values that the objects of a mapping hold, read with their ranges.</summary>
internal static class MappingValues
{
    /// <summary>The most bytes that a text of a mapping has, in characters.</summary>
    internal const int LongestText = 1_000;

    /// <summary>A text of 1 to 1,000 characters; null when it is absent or (reported) none.</summary>
    internal static string? Text(SettingsObject owner, string key) =>
        owner.TryGet(key, out JsonElement value) ? Text(owner.Mistakes, owner.PathOf(key), value) : null;

    /// <summary>A text of 1 to 1,000 characters; null when it is (reported) none.</summary>
    internal static string? Text(SettingsMistakes mistakes, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text) return text;
        mistakes.Add(path, value, "a text of 1 to 1000 characters");
        return null;
    }

    /// <summary>A text that may be empty; null when it is absent or (reported) none.</summary>
    internal static string? AnyText(SettingsObject owner, string key)
    {
        if (!owner.TryGet(key, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Length <= LongestText) return value.GetString();
        owner.Mistakes.Add(owner.PathOf(key), value, "a text of at most 1000 characters");
        return null;
    }

    /// <summary>True or false; false when it is absent or (reported) neither.</summary>
    internal static bool Flag(SettingsObject owner, string key)
    {
        if (!owner.TryGet(key, out JsonElement value)) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) owner.Mistakes.Add(owner.PathOf(key), value, "true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A list of texts without doubles, or one text; null when it is absent or (reported) neither.</summary>
    internal static List<string>? Texts(SettingsObject owner, string key, int least, int most, bool mayBeOne) =>
        owner.TryGet(key, out JsonElement value) ? Texts(owner.Mistakes, owner.PathOf(key), value, least, most, mayBeOne) : null;

    /// <summary>A list of texts without doubles, or one text; null when it is (reported) neither.</summary>
    internal static List<string>? Texts(SettingsMistakes mistakes, string path, JsonElement value, int least, int most, bool mayBeOne)
    {
        if (mayBeOne && value.ValueKind == JsonValueKind.String) return Text(mistakes, path, value) is { } one ? [one] : null;
        string allowed = $"{(mayBeOne ? "a text, or " : "")}a list of {least} to {most} different texts of 1 to 1000 characters";
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least || value.GetArrayLength() > most)
        {
            mistakes.Add(path, value, allowed);
            return null;
        }

        List<string> texts = [];
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            string at = $"{path}[{index++}]";
            if (Text(mistakes, at, item) is not { } text) continue;
            if (texts.Contains(text)) mistakes.Add(at, item, "a text that the list does not hold yet");
            texts.Add(text);
        }

        return texts;
    }
}
