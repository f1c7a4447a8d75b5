using System.Text;
using Pipeline.Core.Epochs;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;
using Pipeline.Store.Facts;
using Pipeline.Store.Tests.Files;

namespace Pipeline.Store.Tests.Facts;

public sealed class FactTests
{
    private const string Root = "/data/facts";

    private readonly SimulatedFiles _files = new();
    private readonly ManualTime _time = new();

    private FactStore Store(FactStoreOptions? options = null) => new(Root, options ?? new FactStoreOptions(), _time, _files);

    private static Fact Late(int partition, long offset, int bytes = 12) =>
        new(FactKind.Late, partition, offset, RejectReason.None, default, Encoding.ASCII.GetBytes($"{partition}/{offset}".PadRight(bytes)));

    private static Fact Dead(int partition, long offset) => Late(partition, offset) with { Kind = FactKind.DeadLetter };

    private static List<(int, long)> Ids(FactStore store, FactKind kind, params long[] positions) =>
        [.. store.Read(kind, new EpochCut(1, positions)).Select(fact => (fact.Partition, fact.Offset))];

    private static void Flush(FactStore store)
    {
        store.Flush(0);
        store.Flush(1);
    }

    [Fact]
    public void They_come_back_in_order_each_once_below_the_cut()
    {
        using (FactStore store = Store())
        {
            store.Append(1, [Late(0, 7), Late(1, 3), Late(0, 9)]);
            store.Append(0, [Late(1, 1), Late(0, 2), Dead(0, 4)]);
            store.Append(1, [Late(0, 7), Late(1, 4), Late(2, 0)]);
            store.Flush(0);
            store.Flush(1);
            Assert.Equal([(0, 2), (0, 7), (0, 9), (1, 1), (1, 3), (1, 4)], Ids(store, FactKind.Late, 10, 10));
        }

        _files.LosePower(new Random(1));
        using FactStore again = Store();
        Assert.Equal([(0, 2), (0, 7), (1, 1)], Ids(again, FactKind.Late, 9, 3));
        Assert.Equal([(0, 4)], Ids(again, FactKind.DeadLetter, 10, 10, 10));
        Fact fact = again.Read(FactKind.Late, new EpochCut(1, [3])).Single();
        Assert.Equal("0/2", Encoding.ASCII.GetString(fact.Record.Span).TrimEnd());
        Assert.Empty(again.Read(FactKind.Late, new EpochCut(1, [])));
    }

    [Fact]
    public void They_count_once_flushed()
    {
        using FactStore store = Store();
        store.Append(0, [Late(0, 1)]);
        Assert.Empty(Ids(store, FactKind.Late, 10));
        store.Flush(0);
        store.Append(0, [Late(0, 2)]);
        Assert.Equal([(0, 1)], Ids(store, FactKind.Late, 10));
        store.Flush(0);
        Assert.Equal([(0, 1), (0, 2)], Ids(store, FactKind.Late, 10));
    }

    [Fact]
    public void Many_segments_long_records_and_any_order()
    {
        var random = new Random(5);
        var expected = new SortedSet<(int, long)>();
        using (FactStore store = Store(new FactStoreOptions { SegmentBytes = 4096 }))
        {
            for (int i = 0; i < 3000; i++)
            {
                (int partition, long offset) = (random.Next(3), random.Next(5000));
                expected.Add((partition, offset));
                store.Append(i % 3, [Late(partition, offset, i % 500 == 0 ? 300_000 : 20)]);
                if (i % 100 == 99) store.Flush(random.Next(3));
            }

            for (int shard = 0; shard < 3; shard++) store.Flush(shard);
        }

        using FactStore again = Store(new FactStoreOptions { SegmentBytes = 4096 });
        Assert.Equal(expected, Ids(again, FactKind.Late, 5000, 5000, 5000));
        Assert.True(_files.FileNames(Root + "/shard-0").Count > 5);
    }

    [Fact]
    public void From_where_on_they_are_kept_is_known_by_partition()
    {
        var options = new FactStoreOptions { SegmentBytes = 4096, KeepBytes = 0 };
        using FactStore store = Store(options);
        EpochCut cut = new(1, [100, 100, 100]);
        store.Append(0, [Late(0, 1, 5_000), Late(1, 2, 10)]);
        store.Append(1, [Late(0, 3, 10), Dead(1, 4)]);
        Flush(store);
        Assert.Equal([0L, 0, 0], store.KeptFrom(cut));

        store.Append(0, [Dead(0, 50)]); // A new segment: the first goes, and with it all that shard 0 had of partition 1.
        Flush(store);
        Assert.Equal([(0, 3)], Ids(store, FactKind.Late, 100, 100));
        Assert.Equal([50L, 100, 100], store.KeptFrom(cut));
        store.Append(0, [Late(1, 60), Late(0, 61)]);
        Flush(store);
        Assert.Equal([50L, 60, 100], store.KeptFrom(cut));
        Assert.Equal([50L], store.KeptFrom(new EpochCut(1, [70])));
        Assert.Equal([20L], store.KeptFrom(new EpochCut(1, [20])));
    }

    [Fact]
    public void Retention_drops_the_oldest_whole_segments()
    {
        using FactStore bySize = Store(new FactStoreOptions { SegmentBytes = 4096, KeepBytes = 10_000 });
        for (int i = 0; i < 1000; i++) bySize.Append(0, [Late(0, i)]);
        bySize.Flush(0);
        List<(int, long)> left = Ids(bySize, FactKind.Late, 1000);
        Assert.InRange(left.Count, 4096 / 39, 500);
        Assert.Equal((0, 999), left[^1]);
        Assert.Equal(left.Count, left[^1].Item2 - left[0].Item2 + 1);

        using FactStore byAge = Store(new FactStoreOptions { SegmentBytes = 4096, KeepFor = TimeSpan.FromDays(7) });
        for (int i = 0; i < 1000; i++)
        {
            byAge.Append(1, [Late(1, i)]);
            _time.Advance(TimeSpan.FromHours(1));
        }

        byAge.Flush(1);
        left = Ids(byAge, FactKind.Late, 0, 1000);
        Assert.InRange(left.Count, 7 * 24, 7 * 24 + 2 * 110);
        Assert.Equal((1, 999), left[^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crash_at_any_step_keeps_what_was_flushed(bool losesPower)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var files = new SimulatedFiles();
            var options = new FactStoreOptions { SegmentBytes = 4096 };
            var appended = new SortedSet<long>();
            var flushed = new SortedSet<long>();
            long next = 0;
            for (int life = 0; life < 4; life++)
            {
                files.FailAfter(random.Next(60), FileFault.Crash);
                try
                {
                    using var store = new FactStore(Root, options, _time, files);
                    for (int i = 0; i < 40; i++)
                    {
                        Fact[] facts = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Late(0, next++))];
                        appended.UnionWith(facts.Select(fact => fact.Offset));
                        store.Append(0, facts);
                        if (random.Next(3) != 0) continue;
                        store.Flush(0);
                        flushed.UnionWith(appended);
                    }
                }
                catch (CrashedException)
                {
                    // The planted crash: what it left is looked at below.
                }

                if (losesPower) files.LosePower(random);
                else files.RestartProcess();
                using var again = new FactStore(Root, options, _time, files);
                var found = Ids(again, FactKind.Late, long.MaxValue).Select(id => id.Item2).ToHashSet();
                Assert.True(found.IsSupersetOf(flushed) && found.IsSubsetOf(appended), $"seed {seed}, life {life}");
                appended.IntersectWith(found);
            }
        }
    }

    [Theory]
    [InlineData((int)FileFault.DiskFull)]
    [InlineData((int)FileFault.FlushLost)]
    public void After_a_failed_write_appending_again_does_it(int fault)
    {
        for (int step = 0; step < 40; step++)
        {
            var files = new SimulatedFiles();
            var options = new FactStoreOptions { SegmentBytes = 4096 };
            using (var store = new FactStore(Root, options, _time, files))
            {
                store.Append(0, [Late(0, 0)]);
                store.Flush(0);
                files.FailAfter(step, (FileFault)fault);
                for (int i = 0; i < 20; i++)
                {
                    Fact[] facts = [.. Enumerable.Range(i * 20, 20).Select(offset => Late(0, offset))];
                    Again(() => store.Append(0, facts));
                    if (i % 4 == 3) Again(() => store.Flush(0));
                }

                Again(() => store.Flush(0));
            }

            files.LosePower(new Random(step));
            using var again = new FactStore(Root, options, _time, files);
            Assert.Equal(Enumerable.Range(0, 400).Select(i => (0, (long)i)), Ids(again, FactKind.Late, 1000));
        }

        static void Again(Action action)
        {
            for (int attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    action();
                    return;
                }
                catch (IOException)
                {
                    // The planted failure: tried again.
                }
            }

            Assert.Fail("Three attempts failed.");
        }
    }

    [Fact]
    public void Damage_is_detected_500_of_500()
    {
        var options = new FactStoreOptions { SegmentBytes = 4096 };
        using (FactStore store = Store(options))
        {
            for (int i = 0; i < 500; i++)
            {
                store.Append(i % 2, [Late(0, i)]);
                if (i % 10 > 7) store.Flush(i % 2);
            }

            store.Flush(0);
            store.Flush(1);
        }

        string[] paths = [.. _files.Paths.Where(path => path.EndsWith(".facts", StringComparison.Ordinal))];
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            SimulatedFiles damaged = _files.Clone();
            foreach (string folder in (string[])["/shard-0", "/shard-1"]) damaged.CreateFolder(Root + folder);
            string path = paths[random.Next(paths.Length)];
            byte[] bytes = damaged.Bytes(path);
            if (seed % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            else bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            damaged.SetBytes(path, bytes);
            if (seed % 50 == 7) damaged.Forget(path);
            using var store = new FactStore(Root, options, _time, damaged);
            Assert.Throws<FactsDamagedException>(() => Ids(store, FactKind.Late, 1000));
        }
    }
}
