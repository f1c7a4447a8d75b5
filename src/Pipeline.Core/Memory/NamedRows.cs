using System.Runtime.CompilerServices;

namespace Pipeline.Core.Memory;

/// <summary>
/// Rows found by a text: a shopper's, a product's, a place's. Each begins with its <see cref="Name"/>; indices are dense and stay.
/// Slots of 8 bytes (the hash's low 32 bits, index + 1), at most two thirds full.
/// </summary>
internal sealed unsafe class NamedRows(Arena arena, int rowBytes, int chunkBytes)
{
    private readonly PagedRows _rows = new(arena, rowBytes, chunkBytes);
    private uint _slots;
    private int _capacity;

    public int Count => _rows.Count;

    public RowDirectory Directory() => _rows.Directory();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Handle(int index) => _rows.Handle(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchSlot(ulong hash)
    {
        if (_capacity != 0) Prefetch.Line(arena.Read<ulong>(_slots + ((uint)hash & (uint)(_capacity - 1))));
    }

    /// <summary>The index of the row that a text with this hash most probably has, or -1; asks for the row's cache lines.</summary>
    public int Guess(ulong hash)
    {
        if (_capacity == 0) return -1;
        uint tag = (uint)hash;
        uint i = tag & (uint)(_capacity - 1);
        for (int tries = 0; tries < 4; tries++, i = (i + 1) & (uint)(_capacity - 1))
        {
            ulong slot = *arena.Read<ulong>(_slots + i);
            if (slot == 0) return -1;
            if ((uint)slot != tag) continue;
            int index = (int)(slot >> 32) - 1;
            byte* row = arena.Read<byte>(_rows.Handle(index));
            Prefetch.Line(row);
            if (rowBytes > 64) Prefetch.Line(row + 64);
            return index;
        }

        return -1;
    }

    /// <summary>As <see cref="FindOrAdd(ulong, ReadOnlySpan{byte})"/>, beginning with what <see cref="Guess"/> said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindOrAdd(int guess, ulong hash, ReadOnlySpan<byte> text) =>
        guess >= 0 && arena.Read<Name>(_rows.Handle(guess))->Is(text, arena.Table) ? guess : FindOrAdd(hash, text);

    /// <summary>The row of the text whose hash is <paramref name="hash"/>; added when it is new.</summary>
    public int FindOrAdd(ulong hash, ReadOnlySpan<byte> text)
    {
        uint tag = (uint)hash;
        if (_capacity != 0)
        {
            for (uint i = tag & (uint)(_capacity - 1); ; i = (i + 1) & (uint)(_capacity - 1))
            {
                ulong slot = *arena.Read<ulong>(_slots + i);
                if (slot == 0) break;
                if ((uint)slot != tag) continue;
                int index = (int)(slot >> 32) - 1;
                if (arena.Read<Name>(_rows.Handle(index))->Is(text, arena.Table)) return index;
            }
        }

        return Add(tag, text);
    }

    /// <summary>The row of the text, or -1.</summary>
    public int Find(ulong hash, ReadOnlySpan<byte> text)
    {
        uint tag = (uint)hash;
        for (uint i = tag; _capacity != 0; i++)
        {
            ulong slot = *arena.Read<ulong>(_slots + (i & (uint)(_capacity - 1)));
            if (slot == 0) break;
            int index = (int)(slot >> 32) - 1;
            if ((uint)slot == tag && arena.Read<Name>(_rows.Handle(index))->Is(text, arena.Table)) return index;
        }

        return -1;
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

    private int Add(uint tag, ReadOnlySpan<byte> text)
    {
        if ((_rows.Count + 1) * 3L > _capacity * 2L) Grow();
        int index = _rows.Add();
        uint longText = 0;
        if (text.Length > Name.Inline)
        {
            longText = arena.Allocate(text.Length);
            text.CopyTo(new Span<byte>(arena.Write<byte>(longText), text.Length));
        }

        arena.Write<Name>(_rows.Handle(index))->Set(text, longText);
        Insert(((ulong)(index + 1) << 32) | tag);
        return index;
    }

    private void Insert(ulong slot)
    {
        uint i = (uint)slot & (uint)(_capacity - 1);
        while (*arena.Read<ulong>(_slots + i) != 0) i = (i + 1) & (uint)(_capacity - 1);
        *arena.Write<ulong>(_slots + i) = slot;
    }

    private void Grow()
    {
        (uint old, int oldCapacity) = (_slots, _capacity);
        _capacity = Math.Max(16, _capacity * 2);
        _slots = arena.Allocate(_capacity * 8);
        for (uint i = 0; i < oldCapacity; i++)
        {
            ulong slot = *arena.Read<ulong>(old + i);
            if (slot != 0) Insert(slot);
        }

        if (oldCapacity != 0) arena.Free(old, oldCapacity * 8);
    }
}
