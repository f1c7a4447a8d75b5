using System.Collections;

namespace Pipeline.Log.Partitions;

/// <summary>A list of one record that costs nothing.</summary>
internal readonly struct SingleRecord(ReadOnlyMemory<byte> record) : IReadOnlyList<ReadOnlyMemory<byte>>
{
    public int Count => 1;

    public ReadOnlyMemory<byte> this[int index] => record;

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        yield return record;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
