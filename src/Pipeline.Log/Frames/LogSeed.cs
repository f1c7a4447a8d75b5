using System.Buffers.Binary;
using Pipeline.Core.Events;

namespace Pipeline.Log.Frames;

/// <summary>Makes checksums of one log and partition differ from those of every other.</summary>
internal static class LogSeed
{
    public static ulong Of(Guid identity, int partition)
    {
        Span<byte> bytes = stackalloc byte[20];
        identity.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], partition);
        return StableHash.Of(bytes);
    }
}
