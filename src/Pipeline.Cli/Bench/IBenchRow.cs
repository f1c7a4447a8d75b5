namespace Pipeline.Cli.Bench;

/// <summary>One line of the benchmark.</summary>
internal interface IBenchRow
{
    /// <summary>Its name, also in the JSON.</summary>
    string Name { get; }

    /// <summary>What is measured, in a few words.</summary>
    string What { get; }

    /// <summary>Measures.</summary>
    BenchResult Run(BenchRun run);
}
