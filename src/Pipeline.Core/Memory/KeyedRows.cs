using System.Runtime.CompilerServices;

namespace Pipeline.Core.Memory;

/// <summary>
/// Rows found by a 64-bit key, which is each row's first field. Rows never move. Slots of 8 bytes (32 bits of the key's hash, index + 1)
/// by linear probing, at most three quarters full.
/// </summary>
internal sealed unsafe class KeyedRows(Arena arena, int rowBytes, int chunkBytes)
{
    private readonly PagedRows _rows = new(arena, rowBytes, chunkBytes);
    private uint _slots;
    private int _capacity;

    public int Count => _rows.Count;

    public RowDirectory Directory() => _rows.Directory();

    /// <summary>The row's handle, or 0.</summary>
    public uint Find(ulong key)
    {
        if (_capacity == 0) return 0;
        uint tag = Tag(key);
        for (uint i = tag & (uint)(_capacity - 1); ; i = (i + 1) & (uint)(_capacity - 1))
        {
            ulong slot = *arena.Read<ulong>(_slots + i);
            if (slot == 0) return 0;
            if ((uint)slot != tag) continue;
            uint handle = _rows.Handle((int)(slot >> 32) - 1);
            if (*arena.Read<ulong>(handle) == key) return handle;
        }
    }

    /// <summary>The row's handle; a new row holds zeros beside its key.</summary>
    public uint FindOrAdd(ulong key)
    {
        uint handle = Find(key);
        return handle != 0 ? handle : Add(key);
    }

    /// <summary>Asks for the slot's cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchSlot(ulong key)
    {
        if (_capacity != 0) Prefetch.Line(arena.Read<ulong>(_slots + (Tag(key) & (uint)(_capacity - 1))));
    }

    public void WriteRoot(RootWriter root)
    {
        _rows.WriteRoot(root);
        root.UInt(_slots);
        root.Int(_capacity);
    }

    public void Restore(RootReader root)
    {
        _rows.Restore(root);
        _slots = root.UInt();
        _capacity = root.Int();
    }

    private static uint Tag(ulong key)
    {
        ulong mixed = (key ^ (key >> 32)) * 0x9E3779B97F4A7C15;
        return (uint)(mixed >> 32);
    }

    private uint Add(ulong key)
    {
        if ((_rows.Count + 1) * 4L > _capacity * 3L) Grow();
        int index = _rows.Add();
        uint handle = _rows.Handle(index);
        *arena.Write<ulong>(handle) = key;
        Insert(Tag(key), index);
        return handle;
    }

    private void Insert(uint tag, int index)
    {
        uint i = tag & (uint)(_capacity - 1);
        while (*arena.Read<ulong>(_slots + i) != 0) i = (i + 1) & (uint)(_capacity - 1);
        *arena.Write<ulong>(_slots + i) = ((ulong)(index + 1) << 32) | tag;
    }

    private void Grow()
    {
        if (_capacity != 0) arena.Free(_slots, _capacity * 8);
        _capacity = Math.Max(16, _capacity * 2);
        _slots = arena.Allocate(_capacity * 8);
        for (int i = 0; i < _rows.Count; i++) Insert(Tag(*arena.Read<ulong>(_rows.Handle(i))), i);
    }
}
