namespace Pipeline.Core.Tests.Simulation;

/// <summary>The direct computation from the log.</summary>
internal interface ISimulatedFold
{
    /// <summary>All documents so far: key to count and digest.</summary>
    IReadOnlyDictionary<string, SimRow> Rows { get; }

    /// <summary>Takes the next record of its partition; returns the keys that it changed.</summary>
    IEnumerable<string> Take(SimRecord record);
}
