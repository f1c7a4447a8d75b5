using Pipeline.Core.Snapshots;
using Pipeline.Store.Snapshots;
using Pipeline.Store.Tests.Files;

namespace Pipeline.Store.Tests.Snapshots;

public sealed class SnapshotTests
{
    private const string Folder = "/data/snapshots/shard-1";

    private readonly SimulatedFiles _files = new();
    private readonly SnapshotStore _store;

    public SnapshotTests() => _store = new SnapshotStore("/data/snapshots", _files, TimeProvider.System);

    [Fact]
    public void An_empty_shard_has_none() => Assert.Empty(_store.List(1));

    [Fact]
    public void What_was_committed_is_read_back_and_the_newest_is_first()
    {
        var image = new ShardImage(new Random(1), 4096);
        image.Grow(0, 20);
        image.Grow(20_001, 3);
        SnapshotName? basis = null;
        image.Take(_store, 1, 5, ref basis);
        ShardImage before = image.Copy();
        image.Touch(0, 7);
        image.Grow(20_002, 2);
        image.Shrink(20_001, 1);
        long written = image.Take(_store, 1, 9, ref basis);
        Assert.InRange(written, 1, 3 * 4096);

        _files.LosePower(new Random(1));
        IReadOnlyList<SnapshotName> names = _store.List(1);
        Assert.Equal([9, 5], names.Select(name => name.Epoch));
        using (ISnapshotReader reader = _store.Open(names[0])) image.AssertIs(reader, 9);
        using (ISnapshotReader reader = _store.Open(names[1])) before.AssertIs(reader, 5);
        Assert.Empty(_store.List(0));
    }

    [Fact]
    public void A_page_of_64_KiB_and_one_byte_fit_and_others_do_not()
    {
        using ISnapshotWriter writer = _store.Begin(1, 1, null);
        byte[] page = new byte[65_536];
        new Random(3).NextBytes(page);
        writer.WritePage(0, 0, page);
        writer.WritePage(0, 1, [7]);
        Assert.Throws<ArgumentException>(() => writer.WritePage(0, 2, []));
        Assert.Throws<ArgumentException>(() => writer.WritePage(0, 2, new byte[65_537]));
        writer.WritePage(5, 1, [1]);
        Assert.Throws<InvalidOperationException>(() => writer.Commit([]));
        writer.SetPages(5, 0);
        writer.Commit([]);
        using ISnapshotReader reader = _store.Open(writer.Name);
        byte[] target = new byte[65_536];
        Assert.Equal([0L], reader.Spaces);
        Assert.Equal(65_536, reader.ReadPage(0, 0, target));
        Assert.Equal(page, target);
        Assert.Equal(1, reader.ReadPage(0, 1, target));
        Assert.Equal(0, reader.PagesOf(5));
        Assert.True(reader.Root.IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadPage(0, 2, target));
    }

    [Fact]
    public void What_was_not_committed_is_not_there()
    {
        using (ISnapshotWriter writer = _store.Begin(1, 1, null)) writer.WritePage(0, 0, [1, 2]);
        Assert.Empty(_store.List(1));
        Assert.Empty(_files.FileNames(Folder));
    }

    [Fact]
    public void An_epoch_that_comes_again_never_names_old_bytes()
    {
        var image = new ShardImage(new Random(2), 512);
        image.Grow(0, 4);
        SnapshotName? first = null;
        image.Take(_store, 1, 5, ref first);
        ShardImage old = image.Copy();
        for (int page = 0; page < 4; page++) image.Touch(0, page);
        SnapshotName? second = null;
        image.Take(_store, 1, 5, ref second);
        Assert.NotEqual(first, second);
        using ISnapshotReader one = _store.Open(first!.Value);
        using ISnapshotReader two = _store.Open(second!.Value);
        old.AssertIs(one, 5);
        image.AssertIs(two, 5);
    }

    [Fact]
    public void Cleaning_keeps_the_two_newest_those_in_use_and_what_readers_and_writers_need()
    {
        var image = new ShardImage(new Random(4), 512);
        image.Grow(0, 10);
        var names = new List<SnapshotName>();
        SnapshotName? basis = null;
        for (int epoch = 1; epoch <= 6; epoch++)
        {
            image.TouchSome(0.3);
            image.Take(_store, 1, epoch, ref basis);
            names.Add(basis!.Value);
        }

        ISnapshotReader slow = _store.Open(names[2]);
        ISnapshotWriter writing = _store.Begin(1, 7, names[3]);
        writing.WritePage(0, 0, [1]);
        _store.Clean(1, inUse: names[1]);
        Assert.Equal([6, 5, 2], _store.List(1).Select(name => name.Epoch));
        byte[] target = new byte[SnapshotStore.MaxPageBytes];
        for (int page = 0; page < 10; page++) slow.ReadPage(0, page, target);
        slow.Dispose();
        writing.Commit(BitConverter.GetBytes(7L * 31));
        writing.Dispose();
        _store.Clean(1, null);
        Assert.Equal([7, 6], _store.List(1).Select(name => name.Epoch));
        using ISnapshotReader reader = _store.Open(writing.Name);
        for (int page = 0; page < 10; page++) reader.ReadPage(0, page, target);
    }

    [Fact]
    public void A_crash_leaves_nothing_that_cleaning_would_not_remove()
    {
        for (int step = 0; step < 30; step++)
        {
            var files = new SimulatedFiles();
            var store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
            var image = new ShardImage(new Random(step), 512);
            image.Grow(0, 10);
            SnapshotName? basis = null;
            image.Take(store, 1, 1, ref basis);
            files.FailAfter(step, FileFault.Crash);
            try
            {
                image.TouchSome(1);
                image.Take(store, 1, 2, ref basis);
            }
            catch (CrashedException)
            {
                // The planted crash: what it left is looked at below.
            }

            files.RestartProcess();
            store = new SnapshotStore("/data/snapshots", files, TimeProvider.System);
            store.Clean(1, null);
            IReadOnlyList<SnapshotName> names = store.List(1);
            Assert.InRange(names.Count, 1, 2);
            Assert.Equal(2 * names.Count, files.FileNames(Folder).Count);
        }
    }

    [Fact]
    public void A_missing_newer_or_foreign_file_is_told_apart()
    {
        var image = new ShardImage(new Random(4), 512);
        image.Grow(0, 10);
        SnapshotName? basis = null;
        image.Take(_store, 1, 1, ref basis);
        SnapshotName name = basis!.Value;
        Assert.Throws<SnapshotDamagedException>(() => _store.Open(name with { Epoch = 2 }));
        Assert.Throws<SnapshotDamagedException>(() => _store.Begin(1, 3, name with { Epoch = 2 }));
        string manifest = _files.Paths.Single(path => path.EndsWith(".manifest", StringComparison.Ordinal));
        string pages = _files.Paths.Single(path => path.EndsWith(".pages", StringComparison.Ordinal));
        foreach (string path in (string[])[manifest, pages])
        {
            byte[] bytes = _files.Bytes(path);
            byte[] newer = [.. bytes];
            Pipeline.Store.Files.FilePrefix.Write(newer, BitConverter.ToUInt64(newer), 99);
            _files.SetBytes(path, newer);
            Assert.Throws<Pipeline.Store.Files.StoreVersionException>(() =>
            {
                using ISnapshotReader reader = _store.Open(name);
                reader.ReadPage(0, 0, new byte[65_536]);
            });
            _files.SetBytes(path, bytes);
        }

        _files.Forget(pages);
        Assert.Throws<SnapshotDamagedException>(() => _store.Open(name));
        Assert.Throws<SnapshotDamagedException>(() => _store.Begin(1, 3, name));
    }
}
