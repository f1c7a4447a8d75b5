namespace Pipeline.Store.Snapshots;

/// <summary>A file of pages, which carries the name of the snapshot that wrote it.</summary>
/// <param name="Epoch">That snapshot's epoch.</param>
/// <param name="Instance">That snapshot's instance.</param>
/// <param name="Length">Bytes of the whole file.</param>
internal readonly record struct PagesFile(long Epoch, Guid Instance, long Length);
