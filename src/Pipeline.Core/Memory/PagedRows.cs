using System.Runtime.CompilerServices;

namespace Pipeline.Core.Memory;

/// <summary>
/// A dense array of equal rows that never move: a row's handle stays good for ever. Rows are cut from chunks of at most a page.
/// </summary>
internal sealed unsafe class PagedRows(Arena arena, int rowBytes, int chunkBytes)
{
    private readonly int _shift = Shift(chunkBytes / rowBytes);
    private readonly uint _rowUnits = (uint)rowBytes >> PageTable.UnitShift;
    private uint[] _chunks = [];
    private int _chunkCount;

    public int Count { get; private set; }

    public int RowBytes => rowBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Handle(int index) =>
        _chunks[index >> _shift] + ((uint)(index & ((1 << _shift) - 1)) * _rowUnits);

    /// <summary>Adds an empty row; its index.</summary>
    public int Add()
    {
        int chunk = Count >> _shift;
        if (chunk == _chunkCount)
        {
            if (chunk == _chunks.Length) Array.Resize(ref _chunks, Math.Max(4, chunk * 2));
            _chunks[_chunkCount++] = arena.Allocate(rowBytes << _shift);
        }

        return Count++;
    }

    /// <summary>The way to the rows as it is now, for readers of a view.</summary>
    public RowDirectory Directory() => new(_chunks.AsSpan(0, _chunkCount).ToArray(), Count, _shift, _rowUnits);

    public void WriteRoot(RootWriter root)
    {
        root.Int(Count);
        root.UInts(_chunks.AsSpan(0, _chunkCount));
    }

    public void Restore(RootReader root)
    {
        Count = root.Int();
        _chunks = root.UInts();
        _chunkCount = _chunks.Length;
    }

    private static int Shift(int rows) => 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Max(rows, 1));
}
