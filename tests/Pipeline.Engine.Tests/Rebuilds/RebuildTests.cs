using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Store.Facts;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;
using Pipeline.Store.Snapshots;
using Pipeline.Testing.Streams;

namespace Pipeline.Engine.Tests.Rebuilds;

/// <summary>A rebuild gives what a fresh fold of the log gives, whatever state, snapshots and facts lay in the folder.</summary>
public sealed class RebuildTests : IDisposable
{
    private const int Records = 3_000;

    private static readonly FoldSettings Before = new();

    private readonly MadeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 4)];

    private static FoldSettings After(int seed) => new()
    {
        HorizonMilliseconds = new long[] { 0, 60_000, 40L * 86_400_000 }[seed % 3],
        SessionGapMilliseconds = 600_000,
        Funnels = new FunnelMaker(seed).Make(3),
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_a_fresh_replay_byte_for_byte(int seed)
    {
        FoldSettings after = After(seed);
        _folder.Append(seed, Records, partitions: 3);
        _folder.Run(Before, shards: 4);
        _folder.AssertIsFreshReplay(Before, "before");
        _folder.Append(seed + 100, Records / 3, partitions: 3);
        Assert.Throws<EngineStoppedException>(() => _folder.Run(after, shards: null));
        _folder.Run(after, shards: seed % 2 == 0 ? 7 : null, StartChoice.Rebuild);
        _folder.AssertIsFreshReplay(after, $"seed {seed}, rebuilt");

        _folder.Append(seed + 200, Records / 3, partitions: 3);
        _folder.Run(after, shards: null);
        _folder.AssertIsFreshReplay(after, $"seed {seed}, gone on");
        _folder.Run(Before, shards: 2, StartChoice.Rebuild);
        _folder.AssertIsFreshReplay(Before, $"seed {seed}, and back");
    }

    [Fact]
    public void Interrupted_it_goes_on_and_shows_nothing_before_it_has_caught_up()
    {
        FoldSettings after = After(1);
        _folder.Append(1, Records, partitions: 2);
        _folder.Run(Before, shards: 4);
        File.WriteAllText(Path.Combine(_folder.Data, "log-floor"), "1000 1000");
        _folder.BeginRebuild(after, shards: 3);
        Assert.Null(Upkeep.ReadFloor(_folder.Data)); // Retention must not take what the rebuild still has to read.
        Assert.Throws<RebuildUnderWayException>(() => StoredEpoch.Open(_folder.Data, _folder.Said.Add));
        Assert.Throws<EngineStoppedException>(() => _folder.Run(Before, shards: null));
        _folder.Run(after, shards: null, StartChoice.Rebuild);
        Assert.Equal(EpochCut.GenerationStep, NewestGeneration().First);
        _folder.AssertIsFreshReplay(after, "rebuilt");
    }

    [Fact]
    public void Of_the_older_generation_nothing_is_left_once_it_is_shown()
    {
        _folder.Append(1, Records, partitions: 2);
        _folder.Run(Before, shards: 6);
        _folder.Run(After(2), shards: 2, StartChoice.Rebuild);
        DataFolderPaths paths = new(_folder.Data);
        SnapshotStore snapshots = new(paths.Snapshots);
        Assert.All(snapshots.Shards().SelectMany(snapshots.List), name => Assert.True(name.Epoch > EpochCut.GenerationStep, $"{name}"));
        Assert.Equal(2, snapshots.Shards().Count(shard => snapshots.List(shard).Count > 0));
        Assert.Empty(Directory.GetDirectories(paths.Facts, "shard-*"));
        Assert.NotEmpty(Directory.GetDirectories(new FactFolders(paths.Facts).Of(EpochCut.GenerationStep), "shard-*"));
    }

    [Fact]
    public void A_lost_registry_is_found_out_and_a_rebuild_goes_on_above_its_numbers()
    {
        _folder.Append(1, Records, partitions: 2);
        _folder.Run(Before, shards: 4);
        File.Delete(new DataFolderPaths(_folder.Data).Registry);
        File.Delete(new DataFolderPaths(_folder.Data).Registry + ".mark");
        var behind = Assert.Throws<EngineStoppedException>(() => _folder.Run(Before, shards: 4));
        Assert.Equal(StopReason.RegistryBehind, behind.Reason);
        _folder.Run(Before, shards: 4, StartChoice.Rebuild);
        Assert.Equal(EpochCut.GenerationStep, NewestGeneration().First);
        _folder.AssertIsFreshReplay(Before, "rebuilt");
    }

    [Fact]
    public void A_damaged_registry_is_put_aside_by_a_rebuild_and_by_nothing_else()
    {
        _folder.Append(1, Records, partitions: 2);
        _folder.Run(Before, shards: 4);
        string registry = new DataFolderPaths(_folder.Data).Registry;
        byte[] bytes = File.ReadAllBytes(registry);
        File.WriteAllBytes(registry, bytes[..(bytes.Length / 3)]);
        Assert.Throws<RegistryDamagedException>(() => _folder.Run(Before, shards: 4));
        _folder.Run(Before, shards: 4, StartChoice.Rebuild);
        Assert.True(NewestGeneration().First >= EpochCut.GenerationStep);
        _folder.AssertIsFreshReplay(Before, "rebuilt");
    }

    [Fact]
    public void A_registry_that_was_put_back_goes_on_higher_with_the_state_as_it_is()
    {
        _folder.Append(1, Records, partitions: 2);
        _folder.Run(Before, shards: 4);
        string registry = new DataFolderPaths(_folder.Data).Registry;
        (byte[] bytes, byte[] mark) = (File.ReadAllBytes(registry), File.ReadAllBytes(registry + ".mark"));
        _folder.Append(2, Records / 3, partitions: 2);
        _folder.Run(Before, shards: null);
        File.WriteAllBytes(registry, bytes);
        File.WriteAllBytes(registry + ".mark", mark);
        Assert.Equal(StopReason.RegistryBehind, Assert.Throws<EngineStoppedException>(() => _folder.Run(Before, shards: null)).Reason);
        Assert.Throws<EngineStoppedException>(() => StoredEpoch.Open(_folder.Data, _folder.Said.Add));
        _folder.Run(Before, shards: null, StartChoice.RegistryPutBack);
        Assert.Equal([0L], NewestGeneration().Continues);
        _folder.AssertIsFreshReplay(Before, "gone on");
    }

    private Generation NewestGeneration()
    {
        using EpochRegistryFile registry = EpochRegistryFile.Open(new DataFolderPaths(_folder.Data).Registry);
        return registry.ReadAsync(TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult()!.Generation;
    }
}
