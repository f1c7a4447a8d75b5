namespace Pipeline.Core.Epochs;

/// <summary>What a registry holds at one moment.</summary>
/// <param name="Generation">The newest generation.</param>
/// <param name="Newest">The newest registered epoch.</param>
/// <param name="Term">The newest term that a conductor drew.</param>
public sealed record RegistryState(Generation Generation, EpochCut Newest, long Term);
