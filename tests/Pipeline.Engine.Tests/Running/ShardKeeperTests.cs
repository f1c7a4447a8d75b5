using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Snapshots;
using Pipeline.Engine.Shards;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Store.Facts;
using Pipeline.Store.Snapshots;

namespace Pipeline.Engine.Tests.Running;

/// <summary>What a keeper writes, and in which order: a snapshot never counts before the facts behind it are durable.</summary>
public sealed class ShardKeeperTests : IDisposable
{
    private readonly string _folder = Folders.Create("keeper");
    private readonly PagePool _pool = new();
    private readonly FactStore _facts;
    private readonly List<string> _calls = [];

    public ShardKeeperTests() => _facts = new FactStore(Path.Combine(_folder, "facts"));

    public void Dispose()
    {
        _facts.Dispose();
        _pool.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Facts_are_durable_before_the_snapshot_that_goes_on_without_them()
    {
        var settings = new FoldSettings();
        var generation = new Generation(0, 1, FoldVersion.Numbers, "log", SettingsWriter.Canonical(settings));
        var snapshots = new NotedSnapshots(new SnapshotStore(Path.Combine(_folder, "snapshots")), _calls);
        using ShardKeeper keeper = ShardKeeper.Open(
            0, generation, new EpochCut(0, [0]), settings, _pool, snapshots, new NotedFacts(_facts, _calls));
        var slice = new Slice();
        new BlockDecoder().Decode(DeadLetters(3), [slice]);
        keeper.Host.Shard.Apply(slice);
        keeper.Host.Shard.Seal(new EpochCut(1, [3]));
        keeper.Begin(isDue: true)!();

        Assert.Equal(["append 3", "flush", "commit"], _calls);
        Assert.Equal(1, keeper.SnapshotEpoch);
        Assert.Equal(3, _facts.Read(FactKind.DeadLetter, new EpochCut(1, [3])).Count());
    }

    private static RawBlock DeadLetters(int records)
    {
        var block = new RawBlock { Partition = 0, From = 0 };
        for (int i = 0; i < records; i++)
        {
            byte[] record = Encoding.UTF8.GetBytes("no event");
            block.Add(block.AppendText(record), record.Length, RecordSpan.NoTimestamp);
        }

        return block;
    }

    private sealed class NotedFacts(IFactStore facts, List<string> calls) : IFactStore
    {
        public void Append(int shard, IReadOnlyList<Fact> appended)
        {
            calls.Add($"append {appended.Count}");
            facts.Append(shard, appended);
        }

        public void Flush(int shard)
        {
            calls.Add("flush");
            facts.Flush(shard);
        }

        public IEnumerable<Fact> Read(FactKind kind, EpochCut cut) => facts.Read(kind, cut);
    }

    private sealed class NotedSnapshots(ISnapshotStore snapshots, List<string> calls) : ISnapshotStore
    {
        public IReadOnlyList<SnapshotName> List(int shard) => snapshots.List(shard);

        public ISnapshotReader Open(SnapshotName name) => snapshots.Open(name);

        public ISnapshotWriter Begin(int shard, long epoch, SnapshotName? basis) => new NotedWriter(snapshots.Begin(shard, epoch, basis), calls);

        public void Clean(int shard, SnapshotName? inUse) => snapshots.Clean(shard, inUse);
    }

    private sealed class NotedWriter(ISnapshotWriter writer, List<string> calls) : ISnapshotWriter
    {
        public SnapshotName Name => writer.Name;

        public IReadOnlyCollection<(long Space, int Page)> WantsAgain => writer.WantsAgain;

        public void WritePage(long space, int page, ReadOnlySpan<byte> bytes) => writer.WritePage(space, page, bytes);

        public void SetPages(long space, int pages) => writer.SetPages(space, pages);

        public void Commit(ReadOnlySpan<byte> root)
        {
            calls.Add("commit");
            writer.Commit(root);
        }

        public void Dispose() => writer.Dispose();
    }
}
