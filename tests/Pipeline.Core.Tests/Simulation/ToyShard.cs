using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>A shard with the rules of the real one and a fold of a few lines.</summary>
internal sealed class ToyShard(int shard, int shards, int foldVersion, ToyState state, long first) : ISimulatedShard
{
    /// <summary>What an older generation changed last counts as changed by the first epoch that is sealed.</summary>
    private readonly HashSet<string> _changed = [.. state.Rows.Where(r => r.Value.ChangedBy < first).Select(r => r.Key)];

    public IReadOnlyList<long> Positions => state.Positions;

    public SealedShard? Sealed { get; private set; }

    public void Drop()
    {
    }

    public void Begin(ReadingBegin begin)
    {
        Reach(begin.Partition);
        if (state.Positions[begin.Partition] == begin.From) state.Positions[begin.Partition] = begin.To;
    }

    public SliceAnswer Apply(SimSlice slice, Action<SimRecord> fact)
    {
        Reach(slice.Partition);
        long position = state.Positions[slice.Partition];
        if (slice.From > position) return new SliceAnswer(true, position);
        foreach (SimRecord record in slice.Records)
        {
            if (record.Offset < position || record.Shard(shards) != shard) continue;
            Take(record, fact);
        }

        if (slice.To > position)
        {
            if (shard == slice.Partition % shards) Count(slice.Partition, new SimLedger(slice.To - position, 0, 0, 0));
            state.Positions[slice.Partition] = slice.To;
        }

        return new SliceAnswer(false, state.Positions[slice.Partition]);
    }

    public bool Seal(EpochCut cut)
    {
        for (int p = 0; p < Math.Max(cut.Positions.Count, state.Positions.Count); p++)
        {
            if (cut.PositionOf(p) != (p < state.Positions.Count ? state.Positions[p] : 0)) return false;
        }

        if (state.Epoch > cut.Number) return false;
        foreach (string key in _changed) state.Rows[key] = state.Rows[key] with { ChangedBy = cut.Number };
        _changed.Clear();
        state.Epoch = cut.Number;
        Sealed = new ToySeal(state.Copy());
        return true;
    }

    public void Forget(IReadOnlyCollection<string> zeros, long passed)
    {
        foreach (string key in zeros)
        {
            bool isOldZero = state.Rows.TryGetValue(key, out SimRow row) && row.Count == 0 && row.ChangedBy <= passed;
            if (isOldZero && !_changed.Contains(key)) state.Rows.Remove(key);
        }
    }

    private void Take(SimRecord record, Action<SimRecord> fact)
    {
        Count(record.Partition, record.Kind switch
        {
            SimRecordKind.Bad => new SimLedger(0, 0, 0, 1),
            SimRecordKind.Late => new SimLedger(0, 0, 1, 0),
            _ => new SimLedger(0, 1, 0, 0),
        });
        if (record.IsFact)
        {
            fact(record);
            return;
        }

        (ToyShopper next, List<(string Key, SimRow Change)> changes) =
            state.Shoppers.GetValueOrDefault(record.User, ToyShopper.None).Fold(record, foldVersion);
        state.Shoppers[record.User] = next;
        foreach ((string key, SimRow change) in changes)
        {
            state.Rows[key] = state.Rows.GetValueOrDefault(key).Plus(change);
            _changed.Add(key);
        }
    }

    private void Count(int partition, SimLedger change) => state.Ledger[partition] = state.Ledger[partition].Plus(change);

    private void Reach(int partition)
    {
        while (state.Positions.Count <= partition)
        {
            state.Positions.Add(0);
            state.Ledger.Add(default);
        }
    }
}
