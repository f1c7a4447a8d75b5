using Pipeline.Core.Epochs;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;
using Pipeline.Store.Facts;
using Pipeline.Store.Files;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;
using Pipeline.Store.Snapshots;
using Pipeline.Store.Tests.Snapshots;

namespace Pipeline.Store.Tests.Folders;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "pipeline-store-" + Guid.NewGuid().ToString("n"));

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_second_one_is_refused_and_told_which_process()
    {
        string inner = Path.Combine(_path, "new", "data");
        using (var folder = DataFolder.Open(inner))
        {
            Assert.True(Directory.Exists(folder.Paths.Log) && Directory.Exists(folder.Paths.Snapshots) && Directory.Exists(folder.Paths.Facts));
            FolderInUseException refusal = Assert.Throws<FolderInUseException>(() => DataFolder.Open(inner));
            Assert.Equal(Environment.ProcessId, refusal.ProcessId);
            Assert.Contains(Environment.ProcessId.ToString(), refusal.Message, StringComparison.Ordinal);
        }

        DataFolder.Open(inner).Dispose();
    }

    [Fact]
    public void A_newer_layout_and_an_unreadable_one_are_refused()
    {
        DataFolder.Open(_path).Dispose();
        File.WriteAllText(Path.Combine(_path, "version"), "2\n");
        StoreVersionException refusal = Assert.Throws<StoreVersionException>(() => DataFolder.Open(_path));
        Assert.Equal(2, refusal.Version);
        File.WriteAllText(Path.Combine(_path, "version"), "x");
        Assert.Throws<InvalidDataException>(() => DataFolder.Open(_path));
        File.WriteAllText(Path.Combine(_path, "version"), "1\n");
        DataFolder.Open(_path).Dispose();
    }

    [Fact]
    public void A_socket_has_a_path_that_fits()
    {
        Directory.CreateDirectory(_path);
        Assert.Equal(Path.Combine(_path, "sock"), new DataFolderPaths(_path + "/").Socket);
        string far = new DataFolderPaths(Path.Combine(_path, new string('x', 100))).Socket;
        Assert.InRange(far.Length, 1, 100);
        Assert.NotEqual(far, new DataFolderPaths(Path.Combine(_path, new string('y', 100))).Socket);
    }

    [Fact]
    public async Task Everything_works_on_the_machine_s_own_files()
    {
        using var folder = DataFolder.Open(_path);
        var image = new ShardImage(new Random(1), 65_536);
        var snapshots = new SnapshotStore(folder.Paths.Snapshots);
        Core.Snapshots.SnapshotName? basis = null;
        image.Grow(0, 200);
        for (int epoch = 1; epoch <= 10; epoch++)
        {
            image.TouchSome(0.2);
            image.Take(snapshots, 0, epoch, ref basis);
            snapshots.Clean(0, basis);
        }

        using (var reader = new SnapshotStore(folder.Paths.Snapshots).Open(basis!.Value)) image.AssertIs(reader, 10);

        using (var registry = EpochRegistryFile.Open(folder.Paths.Registry))
        {
            long term = await registry.DrawTermAsync();
            await registry.BeginGenerationAsync(term, new Generation(0, 1, 1, "log", default), new EpochCut(0, [0]));
            for (int i = 1; i < 100; i++) await registry.RegisterAsync(term, new EpochCut(i, [i]));
        }

        using (var registry = EpochRegistryFile.Open(folder.Paths.Registry))
        {
            Assert.Equal(default, registry.Opening);
            Assert.Equal(99, (await registry.ReadAsync())!.Newest.Number);
        }

        using (var facts = new FactStore(folder.Paths.Facts))
        {
            facts.Append(0, [new Fact(FactKind.Late, 0, 5, RejectReason.None, default, new byte[] { 1 })]);
            facts.Flush(0);
        }

        using var again = new FactStore(folder.Paths.Facts);
        Assert.Equal(5, again.Read(FactKind.Late, new EpochCut(1, [6])).Single().Offset);
    }
}
