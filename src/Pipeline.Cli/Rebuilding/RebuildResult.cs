namespace Pipeline.Cli.Rebuilding;

/// <summary>What a rebuild would change.</summary>
/// <param name="Epoch">The epoch of the state that goes on at whose cut both were compared.</param>
/// <param name="Records">Records up to that cut.</param>
/// <param name="Changes">By collection.</param>
internal sealed record RebuildResult(long Epoch, long Records, IReadOnlyList<CollectionChange> Changes);
