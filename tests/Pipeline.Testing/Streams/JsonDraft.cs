using System.Globalization;
using System.Text;

namespace Pipeline.Testing.Streams;

/// <summary>A record in the making: names and raw JSON values, written in any order, with any white space and escapes.</summary>
internal sealed class JsonDraft(bool mayHoldLineEnds)
{
    private readonly List<(string Name, string Raw)> fields = [];

    /// <summary>Sets a field to a raw JSON value.</summary>
    public void Set(string name, string raw)
    {
        Remove(name);
        fields.Add((name, raw));
    }

    /// <summary>Adds a field, also when there is one of that name.</summary>
    public void Add(string name, string raw) => fields.Add((name, raw));

    /// <summary>Takes a field away.</summary>
    public void Remove(string name) => fields.RemoveAll(field => field.Name == name);

    /// <summary>Whether there is a field of that name.</summary>
    public bool Has(string name) => fields.Exists(field => field.Name == name);

    /// <summary>A text as a JSON string, some of its characters escaped.</summary>
    public static string Text(Random random, string text)
    {
        double share = random.Chance(0.2) ? 0.5 : 0;
        var json = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Both halves of a pair are escaped, or none: half of one is no JSON here.
            bool isEscaped = rune.Value is '"' or '\\' or < ' ' || random.Chance(share);
            string raw = rune.ToString();
            json.Append(isEscaped ? string.Concat(raw.Select(c => Escape(random, c))) : raw);
        }

        return json.Append('"').ToString();
    }

    /// <summary>The record's bytes.</summary>
    public byte[] Render(Random random)
    {
        (string Name, string Raw)[] shuffled = [.. fields];
        if (random.Chance(0.5)) random.Shuffle(shuffled);
        bool isSpacious = random.Chance(0.15);
        string Space() => isSpacious && random.Chance(0.5) ? random.Pick<string>(mayHoldLineEnds ? [" ", "\t", "\r\n"] : [" ", "\t"]) : string.Empty;

        var json = new StringBuilder(Space()).Append('{').Append(Space());
        for (int i = 0; i < shuffled.Length; i++)
        {
            if (i > 0) json.Append(',').Append(Space());
            string name = random.Chance(0.03) ? Text(random, shuffled[i].Name) : $"\"{shuffled[i].Name}\"";
            json.Append(name).Append(Space()).Append(':').Append(Space()).Append(shuffled[i].Raw).Append(Space());
        }

        json.Append('}').Append(Space());
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    private static string Escape(Random random, char c)
    {
        string? brief = c switch
        {
            '"' => "\\\"", '\\' => "\\\\", '/' => "\\/", '\b' => "\\b", '\t' => "\\t", '\n' => "\\n", '\f' => "\\f", '\r' => "\\r",
            _ => null,
        };
        if (brief is not null && random.Chance(0.5)) return brief;
        return "\\u" + ((int)c).ToString(random.Chance(0.5) ? "x4" : "X4", CultureInfo.InvariantCulture);
    }
}
