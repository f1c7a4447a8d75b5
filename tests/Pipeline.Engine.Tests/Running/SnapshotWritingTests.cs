using Pipeline.Core.Facts;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;

namespace Pipeline.Engine.Tests.Running;

/// <summary>Snapshots become due by whatever moves positions, rejected records as well as events.</summary>
public sealed class SnapshotWritingTests : IDisposable
{
    private readonly DriverRig _rig = new();
    private readonly HandClock _clock = new();
    private readonly SnapshotWriting _writing;

    public SnapshotWritingTests() => _writing = new SnapshotWriting(new EngineOptions
    {
        Data = "",
        Settings = new PipelineSettings { Snapshots = new SnapshotSettings { AtLeastEveryMilliseconds = 1_000 } },
        Threads = 1,
        Time = _clock,
    });

    public void Dispose()
    {
        _writing.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public void Rejected_records_alone_are_positions_that_move()
    {
        _rig.AppendRejected(500, bytes: 40);
        _rig.StepUntilShown(500);
        _writing.Consider(_rig.Shards);
        Assert.All(_rig.Shards, s => Assert.Equal(-1, s.SnapshotEpoch));
        _clock.Pass(1_000);
        ConsiderUntilAllAreAtNewest();
        Assert.Equal(500, _rig.Facts.Read(FactKind.DeadLetter, _rig.Newest).Count());

        _clock.Pass(1_000);
        long[] written = [.. _rig.Shards.Select(s => s.SnapshotEpoch)];
        _writing.Consider(_rig.Shards);
        Assert.All(_rig.Shards, s => Assert.False(s.IsBusy));
        Assert.Equal(written, _rig.Shards.Select(s => s.SnapshotEpoch));
    }

    [Fact]
    public void At_a_graceful_end_they_are_in_a_snapshot()
    {
        _rig.AppendRejected(500, bytes: 40);
        _rig.StepUntilShown(500);
        _writing.Finish(_rig.Shards, _rig.Newest);
        Assert.All(_rig.Shards, s => Assert.Equal(_rig.Newest.Number, s.SnapshotEpoch));
        _rig.AppendRejected(5, bytes: 40);
        _rig.StepUntilShown(505);
        _writing.Finish(_rig.Shards, _rig.Newest);
        Assert.All(_rig.Shards, s => Assert.Equal(_rig.Newest.Number, s.SnapshotEpoch));
        Assert.Equal(505, _rig.Facts.Read(FactKind.DeadLetter, _rig.Newest).Count());
    }

    [Fact]
    public void Facts_that_fill_their_memory_are_written_before_the_time_is_up()
    {
        const int Records = 400, Bytes = 100_000;
        _rig.AppendRejected(Records, Bytes);
        _rig.StepUntilShown(Records);
        Assert.True(_rig.Shards.Sum(s => s.GatherFacts()) > Records * Bytes);
        _writing.Consider(_rig.Shards);
        Assert.True(Folders.WaitUntil(() => _rig.Shards.Any(s => s.SnapshotEpoch >= 0)), "no snapshot was written");
        Assert.True(Folders.WaitUntil(() => !_rig.Shards.Any(s => s.IsBusy)));
        Assert.Equal(0, _rig.Shards.Sum(s => s.GatherFacts()));
        Assert.Equal(Records, _rig.Facts.Read(FactKind.DeadLetter, _rig.Newest).Count());
    }

    private void ConsiderUntilAllAreAtNewest() => Assert.True(
        Folders.WaitUntil(() =>
        {
            _writing.Consider(_rig.Shards);
            return _writing.Fault is null && _rig.Shards.All(s => s.SnapshotEpoch == _rig.Newest.Number && !s.IsBusy);
        }),
        $"not every shard has a snapshot: {_writing.Fault}");

    private sealed class HandClock : TimeProvider
    {
        private long _ms;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _ms;

        public void Pass(long ms) => _ms += ms;
    }
}
