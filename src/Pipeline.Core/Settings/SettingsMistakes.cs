using System.Text.Json;

namespace Pipeline.Core.Settings;

/// <summary>Collects mistakes, so that a reader can go on and report all of them at once.</summary>
internal sealed class SettingsMistakes
{
    /// <summary>More are not helpful and would let a hostile file fill the memory.</summary>
    private const int Most = 200;

    private readonly List<SettingsMistake> found = [];

    internal IReadOnlyList<SettingsMistake> All => found;

    internal void Add(string path, JsonElement value, string allowed) => Add(path, Shorten(value.GetRawText()), allowed);

    internal void Add(string path, string what, string allowed)
    {
        if (found.Count < Most) found.Add(new SettingsMistake(path, what, allowed));
    }

    /// <summary>A text that is none of <paramref name="names"/>.</summary>
    internal void AddName(string path, JsonElement value, IReadOnlyList<string> names)
    {
        string allowed = string.Join(", ", names);
        string? meant = value.ValueKind == JsonValueKind.String ? NearestName.Of(value.GetString()!, names) : null;
        Add(path, value, meant is null ? allowed : $"{allowed} (did you mean {meant}?)");
    }

    private static string Shorten(string raw)
    {
        const int Longest = 60;
        string line = raw.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest), "…");
    }
}
