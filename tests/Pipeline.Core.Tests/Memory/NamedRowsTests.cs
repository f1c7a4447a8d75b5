using CsCheck;
using Pipeline.Core.Events;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Memory;

public sealed unsafe class NamedRowsTests
{
    private const int RowBytes = 32;

    /// <summary>Short ones meet often; from 23 bytes on a name lies elsewhere.</summary>
    private static readonly Gen<byte[]> Texts = Gen.OneOf(
        Gen.Byte[97, 100].Array[0, 3], Gen.Byte[97, 98].Array[20, 25], Gen.Byte.Array[0, 128]);

    [Fact]
    public void Are_a_dictionary() => Gen.Select(Texts, Gen.Int[0, 2]).Array[0, 600].Sample(steps => Compare(steps, ulong.MaxValue), iter: 150);

    [Fact]
    public void Also_where_most_hashes_are_the_same() =>
        Gen.Select(Texts, Gen.Int[0, 2]).Array[0, 200].Sample(steps => Compare(steps, 3), iter: 100);

    private static void Compare((byte[] Text, int Way)[] steps, ulong hashMask)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var rows = new NamedRows(arena, RowBytes, 1024);
        var model = new Dictionary<string, int>();
        foreach ((byte[] text, int way) in steps)
        {
            ulong hash = StableHash.Of(text) & hashMask;
            string name = Convert.ToHexString(text);
            Assert.Equal(model.GetValueOrDefault(name, -1), rows.Find(hash, text));
            if (way == 0) continue;
            int index = way == 1 ? rows.FindOrAdd(hash, text) : rows.FindOrAdd(rows.Guess(hash), hash, text);
            model.TryAdd(name, model.Count);
            Assert.Equal(model[name], index);
        }

        Check(arena, rows, model, hashMask);
        if (arena.Pages == 0) return;
        var root = new RootWriter();
        arena.WriteRoot(root);
        rows.WriteRoot(root);
        using var restored = new Arena(pool);
        var back = new NamedRows(restored, RowBytes, 1024);
        var reader = new RootReader(root.Written.ToArray());
        using (ArenaView view = arena.TakeView()) restored.Restore(reader, (page, target) => view.Page(page).CopyTo(target));
        back.Restore(reader);
        Check(restored, back, model, hashMask);
    }

    private static void Check(Arena arena, NamedRows rows, Dictionary<string, int> model, ulong hashMask)
    {
        Assert.Equal(model.Count, rows.Count);
        foreach ((string name, int index) in model)
        {
            byte[] text = Convert.FromHexString(name);
            Assert.Equal(index, rows.Find(StableHash.Of(text) & hashMask, text));
            Assert.True(text.AsSpan().SequenceEqual(Name.Text(arena.Read<Name>(rows.Handle(index)), arena.Table)), name);
        }
    }
}
