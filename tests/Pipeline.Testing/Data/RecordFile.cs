using Pipeline.Core.Events;
using Pipeline.Reference;
using Pipeline.Reference.Decoding;

namespace Pipeline.Testing.Data;

/// <summary>Records as the reference takes them.</summary>
public static class RecordFile
{
    /// <summary>The lines of a converted file.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        for (int start = 0; start < bytes.Length;)
        {
            int length = Array.IndexOf(bytes, (byte)'\n', start) - start;
            if (length < 0) length = bytes.Length - start;
            yield return bytes.AsMemory(start, length);
            start += length + 1;
        }
    }

    /// <summary>
    /// Puts records into partitions: all of a shopper's into the one that a hash of the user id names, what is no event
    /// into one that a hash of its bytes names; they are read in the order given.
    /// </summary>
    public static IEnumerable<SourceRecord> Partitioned(IEnumerable<ReadOnlyMemory<byte>> records, int partitions = 1)
    {
        var offsets = new long[partitions];
        foreach (ReadOnlyMemory<byte> record in records)
        {
            int partition = partitions == 1 ? 0 : PartitionOf(record, partitions);
            yield return new SourceRecord(partition, offsets[partition]++, record);
        }
    }

    private static int PartitionOf(ReadOnlyMemory<byte> record, int partitions)
    {
        string? user = ReferenceDecoder.Decode(record, null).Event?.UserId;
        ulong hash = user is null ? StableHash.Of(record.Span) : StableHash.Of(System.Text.Encoding.UTF8.GetBytes(user));
        return (int)(hash % (ulong)partitions);
    }
}
