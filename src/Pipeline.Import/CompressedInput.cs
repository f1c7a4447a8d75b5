using System.Buffers.Binary;
using Pipeline.Import.Files;

namespace Pipeline.Import;

/// <summary>Files that may be compressed (gzip, also of several parts): told by their first bytes, not by their names.</summary>
public static class CompressedInput
{
    private const byte First = 0x1f, Second = 0x8b;

    /// <summary>The stream's bytes, decompressed when it is a gzip stream.</summary>
    /// <param name="stream">The stream; closed with what is returned.</param>
    /// <param name="name">What a message calls it.</param>
    /// <exception cref="IOException">Reading failed; reading what is returned throws it too where the compressed data is damaged.</exception>
    public static Stream Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] first = new byte[2];

        // The second byte is asked for only where the first may be that of a gzip stream: no line of a live stream waits for it.
        int read = stream.Read(first, 0, 1);
        if (read == 1 && first[0] == First) read += stream.Read(first, 1, 1);
        bool isCompressed = read == 2 && first[1] == Second;
        PeekedStream whole = new(stream, first[..read]);
        return isCompressed ? new GzipInput(whole, name) : whole;
    }

    /// <summary>The bytes that a file holds, decompressed: for a progress bar, exact up to 4 GiB of a gzip file of one part.</summary>
    /// <exception cref="IOException">Reading failed.</exception>
    public static long Length(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        const int Shortest = 18;
        if (!file.CanSeek || file.Length < Shortest || file.ReadByte() != First || file.ReadByte() != Second) return file.CanSeek ? file.Length : 0;
        byte[] size = new byte[sizeof(uint)];
        file.Seek(-size.Length, SeekOrigin.End);
        file.ReadExactly(size);
        return Math.Max(file.Length, BinaryPrimitives.ReadUInt32LittleEndian(size));
    }
}
