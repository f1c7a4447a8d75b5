using Pipeline.Log.Files;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>Creates an empty partition. Repeated after a crash it begins anew; a partition that holds records is refused.</summary>
internal static class NewPartition
{
    public static void Create(PartitionFolder folder, ILogFiles files)
    {
        Directory.CreateDirectory(folder.Path);
        foreach (long segment in folder.Segments())
        {
            string path = folder.SegmentPath(segment);
            if (new FileInfo(path).Length > SegmentHeader.Size)
                throw new LogCorruptException(path, 0, segment, "the log's meta file does not know of this partition, but it holds records");
            files.Delete(path);
        }

        SegmentTail.NewSegment(folder, files, 0, long.MinValue).Dispose();
        TailRecovery.NewEndFile(folder, files, new EndMark(0, 0, 0, SegmentHeader.Size, long.MinValue)).Dispose();
        files.SyncFolder(Path.GetDirectoryName(folder.Path)!);
    }
}
