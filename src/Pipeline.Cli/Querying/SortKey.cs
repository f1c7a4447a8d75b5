using Pipeline.Cli.Querying.Fields;

namespace Pipeline.Cli.Querying;

/// <summary>What rows are sorted by.</summary>
internal sealed record SortKey(Term Term, bool IsDescending);
