namespace Pipeline.Cli.Serving;

/// <summary>What a folder's parts take on the disk, in bytes.</summary>
internal sealed record SizesData(long LogBytes, long SnapshotBytes, long FactBytes);
