using Pipeline.Core.Snapshots;
using Pipeline.Store.Snapshots;
using Pipeline.Store.Tests.Files;

namespace Pipeline.Store.Tests.Snapshots;

public sealed class SnapshotGrowthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Two_hundred_snapshots_stay_within_bounds(double share)
    {
        var files = new SimulatedFiles();
        var store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
        var image = new ShardImage(new Random(7), 64);
        image.Grow(0, 1000);
        for (int day = 0; day < 20; day++) image.Grow(20_000 + day, 5);
        SnapshotName? basis = null;
        double mostDisk = 0, mostFiles = 0;
        long written = 0, changed = 0;
        for (int epoch = 1; epoch <= 200; epoch++)
        {
            if (epoch > 1) image.TouchSome(share);
            long took = image.Take(store, 1, epoch, ref basis);
            if (epoch > 1)
            {
                written += took;
                changed += (long)(share * image.Bytes);
            }

            store.Clean(1, basis);
            long disk = files.Paths.Where(path => path.EndsWith(".pages", StringComparison.Ordinal)).Sum(files.LengthOf);
            mostDisk = Math.Max(mostDisk, (double)disk / image.Bytes);
            mostFiles = Math.Max(mostFiles, files.Paths.Count(path => path.EndsWith(".pages", StringComparison.Ordinal)));
        }

        output.WriteLine($"changed {share:P0}: disk {mostDisk:F2} x state, written {(double)written / changed:F2} x changed, {mostFiles} files");
        using ISnapshotReader reader = store.Open(basis!.Value);
        image.AssertIs(reader, 200);
        Assert.InRange(mostDisk, 1, 2.25);
        Assert.InRange(mostFiles, 1, Rewriting.MostFiles + 3);
        Assert.InRange((double)written / changed, 0.9, 2.5);
    }

    [Fact]
    public void Many_tiny_snapshots_do_not_pile_up_files()
    {
        var files = new SimulatedFiles();
        var store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
        var image = new ShardImage(new Random(7), 64);
        image.Grow(0, 5000);
        SnapshotName? basis = null;
        int most = 0;
        long written = 0;
        for (int epoch = 1; epoch <= 500; epoch++)
        {
            long took = image.Take(store, 1, epoch, ref basis);
            if (epoch > 1) written += took;
            store.Clean(1, basis);
            image.Touch(0, epoch * 7 % 5000);
            most = Math.Max(most, files.Paths.Count(path => path.EndsWith(".pages", StringComparison.Ordinal)));
        }

        output.WriteLine($"{most} files, {(double)written / 500 / 64:F1} pages written for each page changed");
        Assert.InRange(most, 1, Rewriting.MostFiles + 3);
        Assert.InRange((double)written / 500 / 64, 0.5, 12);
    }
}
