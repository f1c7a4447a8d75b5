using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>An open segment that facts are read from.</summary>
internal sealed record FactSource(IStoreFile File, string Path, FactFrames Frames);
