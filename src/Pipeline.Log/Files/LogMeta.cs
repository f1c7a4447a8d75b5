using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pipeline.Log.Files;

/// <summary>
/// What a log is: the file <c>meta</c> of 48 bytes, replaced as a whole. Magic and version (8), identity (16),
/// partitions (4), nothing (4), creation in ms since 1970 (8), XXH3 of that (8).
/// </summary>
internal sealed record LogMeta(Guid Identity, int Partitions, long CreatedMs)
{
    private const int Size = 48;
    private const ulong Magic = 0x314154454D474F4C; // "LOGMETA1"

    public static string PathIn(string folder) => Path.Combine(folder, "meta");

    /// <summary>The log's meta file; null when the folder holds no log.</summary>
    /// <exception cref="LogCorruptException">The file is damaged.</exception>
    public static LogMeta? TryRead(string folder)
    {
        string path = PathIn(folder);
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length != Size || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(40)) != XxHash3.HashToUInt64(bytes.AsSpan(0, 40)))
        {
            throw new LogCorruptException(path, 0, -1, "the log's meta file is damaged; its segments name the identity too");
        }

        return new LogMeta(
            new Guid(bytes.AsSpan(8, 16)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(32)));
    }

    public void Write(string folder, ILogFiles files)
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        Identity.TryWriteBytes(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Partitions);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), CreatedMs);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(40), XxHash3.HashToUInt64(bytes.AsSpan(0, 40)));
        string path = PathIn(folder), next = path + ".next";
        using (ILogFile file = files.Create(next))
        {
            file.Write(0, bytes);
            file.Sync();
        }

        files.Replace(next, path);
        files.SyncFolder(folder);
    }
}
