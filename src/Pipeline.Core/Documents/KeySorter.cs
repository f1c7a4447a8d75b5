using System.Buffers.Binary;

namespace Pipeline.Core.Documents;

/// <summary>Collects ids with what stands behind them and sorts them by their bytes; equal ids come one behind the other.</summary>
internal sealed class KeySorter<T>
{
    private readonly List<byte[]> _chunks = [];
    private readonly List<Entry> _entries = [];
    private byte[] _chunk = [];
    private int _used;

    public int Count => _entries.Count;

    public void Add(ReadOnlySpan<byte> id, T value)
    {
        if (_chunk.Length - _used < id.Length)
        {
            _chunk = new byte[Math.Max(1 << 20, id.Length)];
            _chunks.Add(_chunk);
            _used = 0;
        }

        id.CopyTo(_chunk.AsSpan(_used));
        Span<byte> prefix = stackalloc byte[8];
        prefix.Clear();
        id[..Math.Min(8, id.Length)].CopyTo(prefix);
        _entries.Add(new Entry(BinaryPrimitives.ReadUInt64BigEndian(prefix), _chunk, _used, id.Length, value));
        _used += id.Length;
    }

    public void Sort() => _entries.Sort(static (a, b) =>
    {
        int order = a.Prefix.CompareTo(b.Prefix);
        return order != 0 ? order : a.Id.SequenceCompareTo(b.Id);
    });

    public ReadOnlySpan<byte> Id(int index) => _entries[index].Id;

    public T Value(int index) => _entries[index].Value;

    /// <summary>The index behind the entries that have the same id as the one at <paramref name="index"/>.</summary>
    public int EndOfSame(int index)
    {
        index++;
        while (index < Count && IsSame(index)) index++;
        return index;
    }

    private bool IsSame(int index) => _entries[index].Prefix == _entries[index - 1].Prefix && Id(index).SequenceEqual(Id(index - 1));

    private readonly struct Entry(ulong prefix, byte[] chunk, int start, int length, T value)
    {
        public readonly ulong Prefix = prefix;
        public readonly T Value = value;

        public ReadOnlySpan<byte> Id => chunk.AsSpan(start, length);
    }
}
