using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>The direct computation from the log.</summary>
internal interface ISimulatedFold
{
    /// <summary>All documents so far.</summary>
    IReadOnlyDictionary<string, byte[]> Documents { get; }

    /// <summary>Takes the next records of their partitions, up to a cut; returns the keys of what may have changed.</summary>
    IEnumerable<string> Advance(EpochCut cut, IEnumerable<SimRecord> records);
}
