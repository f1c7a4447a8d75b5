using CsCheck;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Memory;

public sealed class BlockAllocatorTests
{
    private static readonly Gen<int> Sizes = Gen.OneOf(Gen.Int[1, 64], Gen.Int[1, 5_000], Gen.Int[5_001, 65_536], Gen.Int[65_537, 200_000]);

    /// <summary>Size of a new block, or 0: one is freed; and which.</summary>
    private static readonly Gen<(int Bytes, int Which)[]> Steps =
        Gen.Select(Gen.OneOf(Sizes, Gen.Const(0)), Gen.Int[0, 1_000]).Array[0, 120];

    [Fact]
    public void No_block_overlaps_another_and_each_comes_zeroed() => Steps.Sample(
        steps =>
        {
            using var pool = new PagePool();
            using var arena = new Arena(pool);
            var blocks = new Blocks(arena);
            Take(blocks, steps);
            blocks.Check();
        },
        iter: 200);

    [Fact]
    public void What_was_freed_is_used_again() => Sizes.Array[1, 60].Sample(
        sizes =>
        {
            using var pool = new PagePool();
            using var arena = new Arena(pool);
            var blocks = new Blocks(arena);
            foreach (int bytes in sizes) blocks.Allocate(bytes);
            int pages = arena.Pages;
            while (blocks.Count > 0) blocks.Free(blocks.Count / 2);
            foreach (int bytes in sizes.Reverse()) blocks.Allocate(bytes);
            Assert.Equal(pages, arena.Pages);
        },
        iter: 200);

    [Fact]
    public void Put_back_from_its_root_and_pages_it_goes_on_as_it_would_have() => Gen.Select(Steps, Steps).Sample(
        (before, after) =>
        {
            using var pool = new PagePool();
            using var arena = new Arena(pool);
            using var restored = new Arena(pool);
            var blocks = new Blocks(arena);
            Take(blocks, before);
            if (arena.Pages == 0) blocks.Allocate(1);
            var root = new RootWriter();
            arena.WriteRoot(root);
            using (ArenaView view = arena.TakeView())
                restored.Restore(new RootReader(root.Written.ToArray()), (page, target) => view.Page(page).CopyTo(target));
            Blocks same = blocks.In(restored);
            same.Check();
            Assert.Equal(Take(blocks, after), Take(same, after));
            same.Check();
        },
        iter: 100);

    private static List<uint> Take(Blocks blocks, (int Bytes, int Which)[] steps)
    {
        var handles = new List<uint>();
        foreach ((int bytes, int which) in steps)
        {
            if (bytes > 0) handles.Add(blocks.Allocate(bytes));
            else if (blocks.Count > 0) blocks.Free(which % blocks.Count);
        }

        return handles;
    }
}
