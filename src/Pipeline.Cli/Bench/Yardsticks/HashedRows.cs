using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>Rows by a 64-bit hash that stands for its id, by linear probing, with room for all from the start. Each row is a cache line.</summary>
internal sealed unsafe class HashedRows<T> : IDisposable
    where T : unmanaged
{
    private const int RowBytes = 64;

    private readonly byte* rows;
    private readonly ulong mask;

    /// <summary>Rows for up to <paramref name="most"/> keys; touched at once.</summary>
    public HashedRows(int most)
    {
        if (sizeof(T) > RowBytes - sizeof(ulong)) throw new ArgumentException($"A row takes {sizeof(T)} bytes.");
        nuint count = BitOperations.RoundUpToPowerOf2((uint)most * 3 / 2);
        mask = count - 1;
        rows = (byte*)NativeMemory.AlignedAlloc(count * RowBytes, RowBytes);
        NativeMemory.Clear(rows, count * RowBytes);
    }

    /// <summary>Asks for the line in which a key probably lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash)
    {
        if (Sse.IsSupported) Sse.Prefetch0(rows + ((hash & mask) * RowBytes));
    }

    /// <summary>The row of a key, which is added if need be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Get(ulong hash)
    {
        ulong key = hash | (1UL << 63);
        for (ulong i = hash & mask; ; i = (i + 1) & mask)
        {
            ulong* row = (ulong*)(rows + (i * RowBytes));
            if (*row == 0) *row = key;
            if (*row == key) return (T*)(row + 1);
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(rows);
}
