using Pipeline.Core.Snapshots;
using Pipeline.Store.Snapshots;
using Pipeline.Store.Tests.Files;

namespace Pipeline.Store.Tests.Snapshots;

public sealed class SnapshotFaultTests(ITestOutputHelper output)
{
    [Fact]
    public void Damage_is_detected_500_of_500_and_the_snapshot_before_is_used()
    {
        var files = new SimulatedFiles();
        var store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
        var image = new ShardImage(new Random(7), 700);
        image.Grow(0, 40);
        image.Grow(20_001, 5);
        SnapshotName? basis = null;
        var truth = new Dictionary<long, ShardImage>();
        for (int epoch = 1; epoch <= 6; epoch++)
        {
            image.TouchSome(0.4);
            image.Take(store, 1, epoch, ref basis);
            store.Clean(1, null);
            truth[epoch] = image.Copy();
        }

        int before = 0, none = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            SimulatedFiles damaged = files.Clone();
            string[] listed = NewestFiles(files, store);
            string path = listed[random.Next(listed.Length)];
            byte[] bytes = damaged.Bytes(path);
            switch (seed % 4)
            {
                case 0: damaged.SetBytes(path, bytes[..random.Next(bytes.Length)]); break;
                case 1: damaged.Forget(path); break;
                default:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    damaged.SetBytes(path, bytes);
                    break;
            }

            long? used = Recover(new SnapshotStore("/data/snapshots", damaged, TimeProvider.System), truth, out int passedOver);
            if (used == 5) before++;
            else if (used is null) none++;
            else Assert.True(IsBytesNobodyLists(seed), $"seed {seed}: {path} is damaged, yet epoch {used} was read");
            Assert.True(used == 6 || passedOver > 0 || seed % 4 == 1, $"seed {seed}");
        }

        output.WriteLine($"the one before {before}, none (a shared page) {none}, 500 in all");
        Assert.True(before > 150);
        bool IsBytesNobodyLists(int seed) => seed % 4 >= 2;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crash_at_any_step_leaves_the_committed_ones(bool losesPower)
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var files = new SimulatedFiles();
            var image = new ShardImage(random, 200);
            image.Grow(0, 12);
            SnapshotName? basis = null;
            var truth = new Dictionary<long, ShardImage>();
            long committed = 0;
            files.FailAfter(random.Next(5, 80), FileFault.Crash);
            try
            {
                var store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
                for (long epoch = 1; epoch <= 8; epoch++)
                {
                    image.TouchSome(0.3);
                    truth[epoch] = image.Copy();
                    image.Take(store, 1, epoch, ref basis);
                    committed = epoch;
                    store.Clean(1, null);
                }
            }
            catch (CrashedException)
            {
                // The planted crash: what it left is looked at below.
            }

            if (losesPower) files.LosePower(random);
            else files.RestartProcess();
            var after = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
            long? used = Recover(after, truth, out int passedOver);
            Assert.True((used ?? 0) >= committed, $"seed {seed}: {used} instead of {committed}");
            Assert.Equal(0, passedOver);
            after.Clean(1, null);
            Assert.Equal(used, Recover(after, truth, out _));
        }
    }

    [Theory]
    [InlineData((int)FileFault.DiskFull)]
    [InlineData((int)FileFault.FlushLost)]
    public void A_failed_write_never_makes_a_snapshot_and_the_next_one_works(int fault)
    {
        for (int step = 0; step < 14; step++)
        {
            var files = new SimulatedFiles();
            var store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
            var image = new ShardImage(new Random(step), 200);
            var truth = new Dictionary<long, ShardImage>();
            image.Grow(0, 12);
            SnapshotName? basis = null;
            image.Take(store, 1, 1, ref basis);
            truth[1] = image.Copy();
            image.TouchSome(1);
            truth[2] = image.Copy();
            files.FailAfter(step, (FileFault)fault);
            bool failed = false;
            try
            {
                image.Take(store, 1, 2, ref basis);
                store.Clean(1, basis);
            }
            catch (IOException)
            {
                failed = true;
            }

            SimulatedFiles copy = files.Clone();
            copy.LosePower(new Random(step));
            long? used = Recover(new SnapshotStore("/data/snapshots", copy, TimeProvider.System), truth, out int passedOver);
            Assert.True(used is 1 or 2 && passedOver == 0, $"step {step}: {used}");
            if (!failed) Assert.Equal(2, used);
            files.Heal();
            image.TouchSome(1);
            image.Take(store, 1, 3, ref basis);
            truth[3] = image.Copy();
            store.Clean(1, basis);
            Assert.Equal(3, Recover(store, truth, out _));
        }
    }

    /// <summary>Reads as a shard does: the newest that is whole to its last page. Its epoch; null when none is.</summary>
    private static long? Recover(SnapshotStore store, Dictionary<long, ShardImage> truth, out int passedOver)
    {
        passedOver = 0;
        foreach (SnapshotName name in store.List(1))
        {
            try
            {
                using ISnapshotReader reader = store.Open(name);
                byte[] target = new byte[SnapshotStore.MaxPageBytes];
                foreach (long space in reader.Spaces)
                {
                    for (int page = 0; page < reader.PagesOf(space); page++) reader.ReadPage(space, page, target);
                }

                truth[name.Epoch].AssertIs(reader, name.Epoch);
                return name.Epoch;
            }
            catch (SnapshotDamagedException)
            {
                passedOver++;
            }
        }

        return null;
    }

    /// <summary>The newest manifest and the files that it lists.</summary>
    private static string[] NewestFiles(SimulatedFiles files, SnapshotStore store)
    {
        var folder = new SnapshotFolder(files, "/data/snapshots/shard-1", 1);
        SnapshotName newest = store.List(1)[0];
        return [folder.ManifestOf(newest), .. folder.ReadManifest(newest).Map.Files.Select(file => folder.PagesOf(file.Epoch, file.Instance))];
    }
}
