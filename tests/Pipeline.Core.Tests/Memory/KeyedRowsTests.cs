using CsCheck;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Memory;

public sealed unsafe class KeyedRowsTests
{
    private const int RowBytes = 24;
    private const int ChunkBytes = 1024;

    /// <summary>Keys that meet often, keys that differ in their upper half only, and any.</summary>
    private static readonly Gen<ulong> Keys = Gen.OneOf(Gen.ULong[0, 40], Gen.ULong[0, 200].Select(k => k << 32), Gen.ULong);

    [Fact]
    public void Are_a_dictionary() => Gen.Select(Keys, Gen.Bool).Array[0, 800].Sample(Compare, iter: 200);

    private static void Compare((ulong Key, bool Adds)[] steps)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var rows = new KeyedRows(arena, RowBytes, ChunkBytes);
        var model = new Dictionary<ulong, (uint Handle, long Value)>();
        for (int i = 0; i < steps.Length; i++)
        {
            (ulong key, bool adds) = steps[i];
            uint found = rows.Find(key);
            Assert.Equal(model.TryGetValue(key, out (uint Handle, long Value) known) ? known.Handle : 0, found);
            if (!adds) continue;
            uint handle = rows.FindOrAdd(key);
            if (found != 0) Assert.Equal(found, handle);
            Assert.Equal(known.Value, arena.Read<long>(handle)[1]);
            arena.Write<long>(handle)[1] = i + 1;
            model[key] = (handle, i + 1);
        }

        Check(arena, rows, model);
        var root = new RootWriter();
        arena.WriteRoot(root);
        rows.WriteRoot(root);
        if (arena.Pages == 0) return;
        using var restored = new Arena(pool);
        var back = new KeyedRows(restored, RowBytes, ChunkBytes);
        var reader = new RootReader(root.Written.ToArray());
        using (ArenaView view = arena.TakeView()) restored.Restore(reader, (page, target) => view.Page(page).CopyTo(target));
        back.Restore(reader);
        Check(restored, back, model);
    }

    private static void Check(Arena arena, KeyedRows rows, Dictionary<ulong, (uint Handle, long Value)> model)
    {
        Assert.Equal(model.Count, rows.Count);
        foreach ((ulong key, (uint handle, long value)) in model)
        {
            Assert.Equal(handle, rows.Find(key));
            Assert.Equal(key, *arena.Read<ulong>(handle));
            Assert.Equal(value, arena.Read<long>(handle)[1]);
        }

        RowDirectory directory = rows.Directory();
        Assert.Equal(
            model.Values.Select(m => m.Handle).Order(),
            Enumerable.Range(0, directory.Count).Select(i => directory.Handle(i)).Order());
    }
}
