using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Snapshots;

namespace Pipeline.Engine.Shards;

/// <summary>
/// Brings a shard back from its newest whole snapshot, and takes new ones in the background: at a seal it takes a view and the facts so
/// far, everything else happens while the shard goes on.
/// </summary>
public sealed class ShardKeeper : IDisposable
{
    /// <summary>Days of a shard that stay in memory after a snapshot: those used last.</summary>
    private const int DaysKept = 8;

    /// <summary>With this many days in memory a snapshot is taken whatever else, so that they can be put away.</summary>
    private const int DaysAtMost = 24;

    /// <summary>Memory that a fact takes besides its record's bytes, about.</summary>
    private const int FactBytes = 128;

    private readonly ISnapshotStore _snapshots;
    private readonly IFactStore _facts;
    private readonly Lock _lock = new();
    private List<Fact> _pending = [];
    private long _pendingBytes;
    private SnapshotMarks? _marks;
    private SnapshotName? _basis;
    private DayReader? _days;
    private ShardView? _view;
    private long _eventsAtSnapshot;
    private long _recordsAtSnapshot;

    private ShardKeeper(ShardHost host, ISnapshotStore snapshots, IFactStore facts) =>
        (Host, _snapshots, _facts) = (host, snapshots, facts);

    /// <summary>The shard.</summary>
    public ShardHost Host { get; }

    /// <summary>Epoch of the newest whole snapshot, -1 for none.</summary>
    public long SnapshotEpoch { get; private set; } = -1;

    /// <summary>Events folded since the newest snapshot.</summary>
    public long EventsSince => Host.Events - Volatile.Read(ref _eventsAtSnapshot);

    /// <summary>Records that its positions went past since the newest snapshot, whoever's they were and whatever became of them.</summary>
    public long RecordsSince => Host.Records - Volatile.Read(ref _recordsAtSnapshot);

    /// <summary>Whether a snapshot is being written.</summary>
    public bool IsBusy => Volatile.Read(ref _view) is not null;

    /// <summary>What was found damaged when the shard was brought back, and passed over.</summary>
    public IReadOnlyList<string> Damage { get; private set; } = [];

    /// <summary>Whether the shard was sealed at this epoch and stands there still.</summary>
    public bool IsSealedAt(EpochCut cut) => Host.With(shard => IsSealedAt(shard, cut));

    /// <summary>Restores a shard; without a usable snapshot it is fresh and begins where the generation's first epoch says.</summary>
    public static ShardKeeper Open(
        int number, Generation generation, EpochCut first, FoldSettings settings, PagePool pool, ISnapshotStore snapshots, IFactStore facts)
    {
        var damage = new List<string>();
        foreach (SnapshotName name in snapshots.List(number))
        {
            if (!generation.Owns(name.Epoch)) continue;
            var shard = new Shard(number, generation.Shards, settings, pool);
            ISnapshotReader? reader = null;
            try
            {
                reader = snapshots.Open(name);
                SnapshotMarks marks = ShardSnapshots.Restore(shard, reader);
                ShardSnapshots.CheckDays(reader);
                var keeper = new ShardKeeper(new ShardHost(shard), snapshots, facts)
                {
                    _marks = marks, _basis = name, _days = new DayReader(reader), SnapshotEpoch = name.Epoch, Damage = damage,
                };
                ShardSnapshots.UseDays(shard, reader, marks);
                return keeper;
            }
            catch (SnapshotDamagedException exception)
            {
                damage.Add(exception.Message);
                reader?.Dispose();
                shard.Dispose();
            }
        }

        var fresh = new Shard(number, generation.Shards, settings, pool);
        for (int p = 0; p < first.Positions.Count; p++) fresh.Begin(new ReadingBegin(p, 0, first.Positions[p]));
        return new ShardKeeper(new ShardHost(fresh), snapshots, facts) { Damage = damage };
    }

    /// <summary>
    /// Right after a seal: takes what a snapshot of this epoch needs, if one is due and none is being written. Returns the work to be done
    /// in the background, or null. At another time than right after a seal, only where the shard still stands at the cut of its seal.
    /// </summary>
    /// <param name="isDue">Whether it shall be taken.</param>
    /// <param name="standsAt">The cut where it has to stand; null right after the seal, when nothing moves.</param>
    public Action? Begin(bool isDue, EpochCut? standsAt = null)
    {
        lock (_lock)
        {
            if (IsBusy) return null;
            return Host.With<Action?>(shard =>
            {
                Gather(shard);
                if (standsAt is not null && !IsSealedAt(shard, standsAt)) return null;
                if (!isDue && ShardSnapshots.DaysOf(shard).Loaded <= DaysAtMost) return null;
                ShardView view = shard.TakeView();
                IReadOnlyList<Fact> facts = _pending;
                (_pending, _pendingBytes) = ([], 0);
                Volatile.Write(ref _view, view);
                Volatile.Write(ref _recordsAtSnapshot, Host.Records);
                Volatile.Write(ref _eventsAtSnapshot, Host.Events);
                return () => Write(view, facts);
            });
        }
    }

    /// <summary>Takes the facts that came over from the shard; memory of all that no snapshot has taken yet, in bytes, about.</summary>
    internal long GatherFacts()
    {
        lock (_lock) return Host.With(Gather);
    }

    /// <summary>
    /// The shard as sealed at a cut, with the facts that are not in the store yet and where days that are away are read; null where it does not
    /// stand there, or not any more.
    /// </summary>
    internal (ShardView View, IReadOnlyList<Fact> Facts, DayReader? Days)? LookAt(EpochCut cut)
    {
        lock (_lock)
        {
            return Host.With<(ShardView, IReadOnlyList<Fact>, DayReader?)?>(shard =>
            {
                if (!IsSealedAt(shard, cut)) return null;
                Gather(shard);
                IReadOnlyList<Fact> facts = [.. _writing, .. _pending];
                return (shard.TakeView(), facts, _days?.Share());
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _days?.Release();
        Host.Dispose();
    }

    private IReadOnlyList<Fact> _writing = [];

    private static bool IsSealedAt(Shard shard, EpochCut cut) => shard.SealedEpoch == cut.Number && shard.StandsAt(cut);

    private static long BytesOf(Fact fact) => fact.Record.Length + FactBytes;

    private long Gather(Shard shard)
    {
        IReadOnlyList<Fact> facts = shard.DrainFacts();
        _pending.AddRange(facts);
        return _pendingBytes += facts.Sum(BytesOf);
    }

    private void Write(ShardView view, IReadOnlyList<Fact> facts)
    {
        lock (_lock) _writing = facts;
        try
        {
            _facts.Append(view.Number, facts);
            _facts.Flush(view.Number);
            lock (_lock) _writing = [];
            facts = [];
            SnapshotName? basis = _basis;
            using ISnapshotWriter writer = Begin(view, ref basis);
            SnapshotMarks marks = ShardSnapshots.Write(view, writer, basis is null ? null : _marks, basis is null ? null : _days?.Reader);
            Adopt(writer.Name, marks, view.Epoch);
            _snapshots.Clean(view.Number, _basis);
        }
        finally
        {
            lock (_lock)
            {
                // Not written: they are not lost, the next snapshot has them.
                _pending.InsertRange(0, facts);
                _pendingBytes += facts.Sum(BytesOf);
                _writing = [];
                view.Dispose();
                Volatile.Write(ref _view, null);
            }
        }
    }

    private ISnapshotWriter Begin(ShardView view, ref SnapshotName? basis)
    {
        try
        {
            return _snapshots.Begin(view.Number, view.Epoch, basis);
        }
        catch (SnapshotDamagedException)
        {
            // The basis was damaged meanwhile: every page that is in memory is written; a day that is away would be missing.
            if (view.HasDaysAway) throw;
            basis = null;
            return _snapshots.Begin(view.Number, view.Epoch, null);
        }
    }

    private void Adopt(SnapshotName name, SnapshotMarks marks, long epoch)
    {
        var days = new DayReader(_snapshots.Open(name));
        lock (_lock)
        {
            Host.With(shard =>
            {
                ShardSnapshots.UseDays(shard, days.Reader, marks);
                return ShardSnapshots.PutDaysAway(shard, marks, DaysKept);
            });
            _days?.Release();
            (_days, _marks, _basis, SnapshotEpoch) = (days, marks, name, epoch);
        }
    }
}
