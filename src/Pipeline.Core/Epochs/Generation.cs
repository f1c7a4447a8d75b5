namespace Pipeline.Core.Epochs;

/// <summary>What shapes the numbers of all epochs of one generation; registered with the generation's first epoch.</summary>
/// <param name="First">Number of its first epoch, a multiple of <see cref="EpochCut.GenerationStep"/>.</param>
/// <param name="Shards">Number of shards, 1 to 1,024.</param>
/// <param name="FoldVersion">Version of the fold's code: raised whenever the same events would give other numbers.</param>
/// <param name="LogIdentity">The log that the positions belong to.</param>
/// <param name="Settings">Canonical bytes of the settings that shape numbers.</param>
public sealed record Generation(long First, int Shards, int FoldVersion, string LogIdentity, ReadOnlyMemory<byte> Settings);
