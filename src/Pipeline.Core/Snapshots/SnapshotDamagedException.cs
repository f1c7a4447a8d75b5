namespace Pipeline.Core.Snapshots;

/// <summary>A stored snapshot, or a page that it lists, is not what was written: use the one before.</summary>
public sealed class SnapshotDamagedException(string message) : IOException(message);
