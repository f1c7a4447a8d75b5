using System.Text.Json;
using Pipeline.Import.Rows;

namespace Pipeline.Import.Guessing;

/// <summary>The paths of JSON lines.</summary>
internal static class JsonShape
{
    private const int Deepest = 6, MostPaths = 500;

    /// <summary>The shape of these lines.</summary>
    /// <exception cref="UnfitFileException">None is a JSON object.</exception>
    internal static FileShape Find(List<byte[]> lines)
    {
        Dictionary<string, LookedColumn> columns = new(StringComparer.Ordinal);
        Dictionary<string, int> lists = new(StringComparer.Ordinal);
        foreach (byte[] line in lines)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                Walk(document.RootElement, "", 0, columns, lists);
            }
            catch (JsonException)
            {
                // A line that is no JSON tells nothing of the others; the trial shows it.
            }
        }

        if (columns.Count == 0) throw new UnfitFileException(0, ["no line of its beginning is a JSON object"]);
        string? explode = lists.OrderByDescending(list => Roles(list.Key, columns.Keys)).ThenByDescending(list => list.Value).Select(list => list.Key).FirstOrDefault();
        if (explode is not null && Roles(explode, columns.Keys) == 0) explode = null;
        LookedColumn[] seen = [.. columns.Values.Where(c => !lists.Keys.Any(list => list != explode && Inside(c.Name, list)))];
        return new FileShape { IsCsv = false, Explode = explode, Columns = seen };
    }

    private static bool Inside(string path, string list) => path.StartsWith(list + ".", StringComparison.Ordinal);

    private static int Roles(string list, IEnumerable<string> paths) =>
        paths.Count(path => Inside(path, list) && RoleNames.IsKnown(path[(list.Length + 1)..]));

    private static void Walk(JsonElement element, string path, int depth, Dictionary<string, LookedColumn> columns, Dictionary<string, int> lists)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    string key = JsonPath.Escape(property.Name);
                    Walk(property.Value, path.Length == 0 ? key : $"{path}.{key}", depth + 1, columns, lists);
                }

                break;
            case JsonValueKind.Array when depth is > 0 and < Deepest && element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object):
                lists[path] = lists.GetValueOrDefault(path) + element.GetArrayLength();
                foreach (JsonElement item in element.EnumerateArray()) Walk(item, path, depth + 1, columns, lists);
                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null when path.Length > 0:
                if (!columns.TryGetValue(path, out LookedColumn? column) && columns.Count < MostPaths) columns[path] = column = new LookedColumn(path);
                column?.Add(Text(element));
                break;
        }
    }

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetRawText().Contains("\\u", StringComparison.Ordinal) ? element.GetRawText() : element.GetString()!,
        JsonValueKind.Number => element.GetRawText(),
        _ => "",
    };
}
