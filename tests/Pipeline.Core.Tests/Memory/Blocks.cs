using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Memory;

/// <summary>Blocks of an arena, each filled to its last byte with a number of its own: one that overlaps another is found.</summary>
internal sealed unsafe class Blocks(Arena arena)
{
    private readonly List<(uint Handle, int Bytes, byte Fill)> _living = [];
    private byte _fills;

    public int Count => _living.Count;

    public uint Allocate(int bytes)
    {
        uint handle = arena.Allocate(bytes);
        uint units = (uint)BlockAllocator.Rounded(bytes) >> PageTable.UnitShift;
        Assert.NotEqual(0u, handle);
        Assert.True(BlockAllocator.Rounded(bytes) >= bytes);
        if (bytes <= PagePool.PageBytes) Assert.True((handle & PageTable.PageUnitMask) + units <= 1 << PageTable.PageUnitShift, "crosses a page");
        foreach ((uint other, int otherBytes, _) in _living)
        {
            uint otherUnits = (uint)BlockAllocator.Rounded(otherBytes) >> PageTable.UnitShift;
            Assert.True(handle + units <= other || other + otherUnits <= handle, $"{bytes} bytes at {handle} overlap {otherBytes} at {other}");
        }

        Expect(handle, bytes, 0);
        _fills = (byte)((_fills + 1) | 1);
        Fill(handle, bytes, _fills);
        _living.Add((handle, bytes, _fills));
        return handle;
    }

    public void Free(int index)
    {
        (uint handle, int bytes, byte fill) = _living[index];
        Expect(handle, bytes, fill);
        arena.Free(handle, bytes);
        _living.RemoveAt(index);
    }

    public void Check()
    {
        foreach ((uint handle, int bytes, byte fill) in _living) Expect(handle, bytes, fill);
    }

    /// <summary>The same blocks in an arena that was put back.</summary>
    public Blocks In(Arena restored)
    {
        var same = new Blocks(restored) { _fills = _fills };
        same._living.AddRange(_living);
        return same;
    }

    private void Expect(uint handle, int bytes, byte fill)
    {
        for (int done = 0; done < bytes; done += PagePool.PageBytes, handle += 1u << PageTable.PageUnitShift)
        {
            var part = new ReadOnlySpan<byte>(arena.Read<byte>(handle), Math.Min(PagePool.PageBytes, bytes - done));
            Assert.True(part.IndexOfAnyExcept(fill) < 0, $"a block of {bytes} bytes does not hold {fill} everywhere");
        }
    }

    private void Fill(uint handle, int bytes, byte fill)
    {
        for (int done = 0; done < bytes; done += PagePool.PageBytes, handle += 1u << PageTable.PageUnitShift)
            new Span<byte>(arena.Write<byte>(handle), Math.Min(PagePool.PageBytes, bytes - done)).Fill(fill);
    }
}
