namespace Pipeline.Store.Snapshots;

/// <summary>Where a page's bytes are, and what they have to be.</summary>
/// <param name="File">Index of its file in the manifest's table.</param>
/// <param name="Length">Bytes, 1 to 65,536; 0 for a page that was never written.</param>
/// <param name="Position">Where it begins in the file.</param>
/// <param name="Hash">XxHash3 of its bytes.</param>
internal readonly record struct PageRef(int File, int Length, long Position, ulong Hash);
