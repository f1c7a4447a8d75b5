namespace Pipeline.Import.Guessing;

/// <summary>What the beginning of a file looks like.</summary>
internal sealed record FileShape
{
    /// <summary>Separated values; else JSON objects.</summary>
    internal required bool IsCsv { get; init; }

    /// <summary>What stands between fields.</summary>
    internal char Delimiter { get; init; } = ',';

    /// <summary>Whether the first line holds names.</summary>
    internal bool HasHeader { get; init; } = true;

    /// <summary>Whether it is no UTF-8.</summary>
    internal bool IsWindows1252 { get; init; }

    /// <summary>The list that lines are exploded by; null when there is none.</summary>
    internal string? Explode { get; init; }

    /// <summary>The columns or paths.</summary>
    internal required IReadOnlyList<LookedColumn> Columns { get; init; }

    /// <summary>A few words for people.</summary>
    internal string Text => IsCsv
        ? $"CSV, separated by {(Delimiter == '\t' ? "tabs" : Delimiter)}, {(HasHeader ? "a header line" : "no header line")}{(IsWindows1252 ? ", windows-1252" : "")}"
        : $"NDJSON{(Explode is null ? "" : $", with the list {Explode}")}";
}
