using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Decoding;

namespace Pipeline.Log.Frames;

/// <summary>Turns a frame's table of lengths into the places of its records in a block. No record is copied.</summary>
internal static class RecordLengths
{
    /// <summary>
    /// Adds <paramref name="take"/> records behind the first <paramref name="skip"/> of the frame that lies at
    /// <paramref name="frameStart"/> of the block's buffer. False when the lengths do not add up to the payload.
    /// </summary>
    public static bool TryAdd(RawBlock block, int frameStart, in FrameHeader header, int skip, int take)
    {
        int start = frameStart + FrameHeader.Size;
        int end = frameStart + header.FrameLength - header.LengthsSize;
        ReadOnlySpan<byte> table = block.Buffer.AsSpan(end, header.LengthsSize);
        EnsureRecords(block, take);
        Span<RecordSpan> into = block.Records.AsSpan(block.Count, take);
        long at = header.Wide
            ? Fill(MemoryMarshal.Cast<byte, uint>(table), into, start, skip, header.Timestamp)
            : Fill(MemoryMarshal.Cast<byte, ushort>(table), into, start, skip, header.Timestamp);
        if (at > end || (skip + take == header.Count && at != end)) return false;
        block.Count += take;
        return true;
    }

    private static long Fill(ReadOnlySpan<ushort> lengths, Span<RecordSpan> into, int start, int skip, long timestamp)
    {
        int at = start;
        foreach (ushort length in lengths[..skip]) at += Native(length);
        lengths = lengths.Slice(skip, into.Length);
        for (int i = 0; i < into.Length; i++)
        {
            int length = Native(lengths[i]);
            into[i] = new RecordSpan(at, length, timestamp);
            at += length;
        }

        return at;
    }

    private static long Fill(ReadOnlySpan<uint> lengths, Span<RecordSpan> into, int start, int skip, long timestamp)
    {
        long at = start;
        foreach (uint length in lengths[..skip]) at += Native(length);
        lengths = lengths.Slice(skip, into.Length);
        for (int i = 0; i < into.Length; i++)
        {
            uint length = Native(lengths[i]);
            into[i] = new RecordSpan((int)at, (int)length, timestamp);
            at += length;
        }

        return at;
    }

    private static void EnsureRecords(RawBlock block, int more)
    {
        int needed = block.Count + more;
        if (needed <= block.Records.Length) return;
        RecordSpan[] records = block.Records;
        Array.Resize(ref records, Math.Max(needed, records.Length * 2));
        block.Records = records;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Native(ushort value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Native(uint value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
