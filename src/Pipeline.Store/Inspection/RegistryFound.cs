using Pipeline.Core.Epochs;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Inspection;

/// <summary>What a registry holds.</summary>
/// <param name="State">Generation and newest epoch; null when none was begun.</param>
/// <param name="HighestNumber">The highest number that was ever given out; -1 for none.</param>
/// <param name="Opening">What opening it would put right.</param>
/// <param name="Cuts">Of the epochs that were looked up, those it holds.</param>
public sealed record RegistryFound(RegistryState? State, long HighestNumber, RegistryOpening Opening, IReadOnlyDictionary<long, EpochCut> Cuts);
