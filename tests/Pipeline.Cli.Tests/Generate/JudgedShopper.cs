namespace Pipeline.Cli.Tests.Generate;

/// <summary>What is remembered of a shopper: all accepted times, sorted, and all event ids.</summary>
internal sealed class JudgedShopper
{
    internal List<long> Times { get; } = [];

    internal Dictionary<string, long> Ids { get; } = [];
}
