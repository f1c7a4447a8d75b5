using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>Where a shard lives: usually one instance, for a while two, of which neither knows of the other.</summary>
internal sealed class SimShardHost(SimWorld world, SimProcess process, int shard)
{
    private readonly List<ISimulatedShard> _instances = [];
    private readonly List<SimRecord> _facts = [];

    /// <summary>The facts up to this epoch are durable.</summary>
    public long DurableFacts { get; private set; } = -1;

    public bool IsOpen => _instances.Count > 0;

    public ISimulatedShard Any() => _instances[world.Random.Below(_instances.Count)];

    public ConductorEvent.ShardStands Stands()
    {
        ISimulatedShard instance = Any();
        return new ConductorEvent.ShardStands(shard, [.. instance.Positions], instance.Sealed?.Epoch ?? -1);
    }

    /// <summary>Restores the shard if it is not there, and tells it where reading of partitions began that it never heard of.</summary>
    public void Open(Generation generation, EpochCut newest)
    {
        if (!IsOpen) _instances.Add(Restore(generation, newest));
        foreach (ISimulatedShard instance in _instances) TeachStarts(instance, newest);
    }

    public void Fork(Generation generation, EpochCut newest)
    {
        if (_instances.Count != 1) return;
        world.Note("shard forked", shard);
        _instances.Add(Restore(generation, newest));
        TeachStarts(_instances[1], newest);
    }

    public void LoseOne()
    {
        if (!IsOpen) return;
        ISimulatedShard lost = Any();
        _instances.Remove(lost);
        lost.Drop();
    }

    public void Drop()
    {
        foreach (ISimulatedShard instance in _instances) instance.Drop();
        _instances.Clear();
    }

    public SliceAnswer Apply(SimSlice slice)
    {
        SliceAnswer answer = Any().Apply(slice, _facts.Add);
        if (answer.IsGap) world.Note("gap", shard, slice.Partition, slice.From);
        return answer;
    }

    public bool Seal(EpochCut cut, IReadOnlyList<ReadingBegin> begins)
    {
        ISimulatedShard instance = Any();
        foreach (ReadingBegin begin in begins) instance.Begin(begin);
        bool isSealed = instance.Seal(cut);
        world.Note(isSealed ? "sealed" : "seal refused", shard, cut.Number);
        if (isSealed)
        {
            world.Check(instance.Positions.SequenceEqual(cut.Positions), $"shard {shard} sealed {cut.Number} beside the cut");
            process.Sealed(shard, instance.Sealed!);
        }

        return isSealed;
    }

    public void Begin(IReadOnlyList<ReadingBegin> begins)
    {
        foreach (ISimulatedShard instance in _instances)
        {
            foreach (ReadingBegin begin in begins) instance.Begin(begin);
        }
    }

    public void Forget(IReadOnlyCollection<string> zeros, long passed)
    {
        foreach (ISimulatedShard instance in _instances) instance.Forget(zeros, passed);
    }

    public void FlushFacts()
    {
        process.Storage.Facts.UnionWith(_facts);
        _facts.Clear();
        foreach (ISimulatedShard instance in _instances)
        {
            DurableFacts = Math.Max(DurableFacts, instance.Sealed?.Epoch ?? -1);
        }
    }

    /// <summary>A snapshot is whole only when the facts up to its epoch are durable.</summary>
    public void TakeSnapshot(Generation generation)
    {
        if (!IsOpen || Any().Sealed is not { } seal || seal.Epoch > DurableFacts) return;
        world.Note("snapshot", shard, seal.Epoch);
        process.Storage.Snapshots.Add(generation.First, shard, seal.Epoch, seal.Snapshot());
    }

    private ISimulatedShard Restore(Generation generation, EpochCut newest)
    {
        foreach ((long epoch, byte[] bytes) in process.Storage.Snapshots.Of(generation, shard))
        {
            try
            {
                ISimulatedShard restored = process.Storage.Shards.Restore(generation, shard, bytes);
                world.Note("restored", shard, epoch);
                EpochCut? registered = process.Storage.Registry.Find(epoch);
                bool isThatCut = registered is null || registered.Positions.SequenceEqual(restored.Positions);
                world.Check(isThatCut, $"the snapshot of {epoch} stands beside the cut of that number");
                DurableFacts = Math.Max(DurableFacts, epoch);
                return restored;
            }
            catch (InvalidDataException)
            {
                world.Note("damaged snapshot", shard, epoch);
            }
        }

        return process.Storage.Shards.New(generation, shard, process.Storage.Registry.Find(generation.Origin)!);
    }

    private void TeachStarts(ISimulatedShard instance, EpochCut newest)
    {
        for (int p = 0; p < newest.Positions.Count; p++)
        {
            if (p >= instance.Positions.Count || instance.Positions[p] == 0) instance.Begin(new ReadingBegin(p, 0, process.Storage.Registry.StartOf(p)));
        }
    }
}
