namespace Pipeline.Core.Sinks;

/// <summary>How far a sink is with one shard.</summary>
/// <param name="Epoch">Everything that changed up to this epoch is in the sink; −1 for one that is new or was emptied.</param>
/// <param name="Incarnation">Changes when the sink was emptied or replaced: an older sender's move is refused then.</param>
public sealed record SinkCursor(long Epoch, long Incarnation);
