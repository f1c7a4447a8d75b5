using Pipeline.Core.Settings;
using Pipeline.Import.Rows;

namespace Pipeline.Import.Files;

/// <summary>Finds the columns that a mapping names in a file's header line, or in the names that the mapping gives them.</summary>
internal sealed class ColumnFinder(Mapping mapping, int file)
{
    private const int MostShown = 40;

    /// <summary>Tells the row where its sources stand.</summary>
    /// <exception cref="UnfitFileException">A column is not there, or is there twice.</exception>
    internal void Use(CsvRow row, byte[] buffer, CutRecord header)
    {
        IReadOnlyList<string> names = mapping.Columns ?? Names(row, buffer, header);
        List<string> mistakes = [];
        int[] columns = [.. mapping.Sources.Select(source => Find(source, names, mistakes))];
        if (mistakes.Count > 0) throw new UnfitFileException(file, mistakes);
        row.Use(columns, names.Count);
    }

    private IReadOnlyList<string> Names(CsvRow row, byte[] buffer, CutRecord header) => row.TrySplit(buffer, header.Start, header.Length)
        ? row.Names()
        : throw new UnfitFileException(file, ["a quoted name in its header line does not end"]);

    private static int Find(string source, IReadOnlyList<string> names, List<string> mistakes)
    {
        int[] places = [.. Enumerable.Range(0, names.Count).Where(i => names[i] == source)];
        if (places.Length == 1) return places[0];
        if (places.Length > 1)
        {
            mistakes.Add($"column {source} stands {places.Length} times in its header line: give the columns other names");
            return -1;
        }

        string shown = string.Join(", ", names.Take(MostShown)) + (names.Count > MostShown ? ", …" : "");
        string? meant = NearestName.Of(source, names);
        mistakes.Add($"column {source} is not in its header line, which has {shown}{(meant is null ? "" : $" (did you mean {meant}?)")}");
        return -1;
    }
}
