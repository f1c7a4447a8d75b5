namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>The edits as the command line has them.</summary>
internal sealed record EditTexts
{
    /// <summary>The whole repaired record; null without.</summary>
    internal string? With { get; init; }

    /// <summary><c>OLD=NEW</c>, of bytes.</summary>
    internal IReadOnlyList<string> Replace { get; init; } = [];

    /// <summary><c>OLD=NEW</c>, of fields' names.</summary>
    internal IReadOnlyList<string> Rename { get; init; } = [];

    /// <summary>Fields of which only the first stays.</summary>
    internal IReadOnlyList<string> KeepFirst { get; init; } = [];

    /// <summary>Fields that go.</summary>
    internal IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary><c>FIELD=VALUE</c>.</summary>
    internal IReadOnlyList<string> Set { get; init; } = [];
}
