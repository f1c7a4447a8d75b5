using Pipeline.Import.Fields;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import;

/// <summary>
/// How the lines of other people's files become events (<c>docs/import.md</c>): the format and a template for each event that a line may give.
/// <see cref="MappingReader"/> reads one; <see cref="MappedReader"/> uses it. Never changes.
/// </summary>
public sealed class Mapping
{
    internal Mapping()
    {
    }

    /// <summary>Whether lines are separated values; else each is a JSON object.</summary>
    public bool IsCsv { get; internal init; } = true;

    /// <summary>Whether the first line of each file holds the columns' names.</summary>
    public bool HasHeader => IsCsv && Columns is null;

    internal byte Delimiter { get; init; } = (byte)',';

    /// <summary>The columns' names of files without a header line.</summary>
    internal IReadOnlyList<string>? Columns { get; init; }

    internal bool IsWindows1252 { get; init; }

    internal NumberForm Numbers { get; init; } = NumberForm.Usual;

    /// <summary>The zone of times that do not say theirs; null: UTC.</summary>
    internal string? TimeZone { get; init; }

    internal bool TakesLater { get; init; }

    internal string? Explode { get; init; }

    /// <summary>The columns or paths that the templates name; they know them by their place here.</summary>
    internal IReadOnlyList<string> Sources { get; init; } = [];

    internal IReadOnlyList<EventTemplate> Events { get; init; } = [];

    internal Row NewRow() => IsCsv ? new CsvRow(Delimiter, IsWindows1252) : new JsonRow(Sources, Explode);

    internal LocalTimes? NewTimes() => TimeZone is null ? null : new LocalTimes(LocalTimes.Find(TimeZone)!, TakesLater);
}
