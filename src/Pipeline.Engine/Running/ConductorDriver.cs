using System.Diagnostics;
using Pipeline.Core.Epochs;
using Pipeline.Core.Shards;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Pump;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>
/// Drives a <see cref="Conductor"/> in one process: does what it commands and tells it what happened. One thread calls it; what shards and
/// readers do in the meantime is asked for, not waited for.
/// </summary>
internal sealed class ConductorDriver
{
    private const long BacklogRecords = 20_000;

    private readonly Conductor _conductor;
    private readonly IEpochRegistry _registry;
    private readonly LogFeed _feed;
    private readonly Queue<ConductorEvent> _events = new();
    private readonly Action<Generation, EpochCut> _open;
    private readonly Action<EpochCut> _sealed;
    private readonly Action<EpochCut> _show;
    private IReadOnlyList<ShardKeeper> _shards = [];
    private BlockPump? _pump;
    private bool _landing;
    private bool _readersStopped;
    private bool _stopping;
    private long _heldSince;
    private TimeSpan _held;

    public ConductorDriver(
        Conductor conductor, IEpochRegistry registry, LogFeed feed,
        Action<Generation, EpochCut> open, Action<EpochCut> sealedAt, Action<EpochCut> show)
    {
        (_conductor, _registry, _feed) = (conductor, registry, feed);
        (_open, _sealed, _show) = (open, sealedAt, show);
        _events.Enqueue(new ConductorEvent.Started());
    }

    /// <summary>Why it stopped; null while it goes on.</summary>
    public StopReason? Stopped { get; private set; }

    /// <summary>Whether a cut is waited for: then look again at once.</summary>
    public bool IsLanding => _landing;

    /// <summary>Epochs that were sealed.</summary>
    public long Epochs { get; private set; }

    /// <summary>How long readers were held for epochs, together.</summary>
    public TimeSpan Held => _held;

    /// <summary>Gives it the shards that <c>open</c> was asked to bring.</summary>
    public void Use(IReadOnlyList<ShardKeeper> shards, BlockPump pump) => (_shards, _pump) = (shards, pump);

    /// <summary>Asks for a last epoch and the end.</summary>
    public void AskToStop()
    {
        _stopping = true;
        _events.Enqueue(new ConductorEvent.StopAsked());
    }

    /// <summary>One round: time passes, readers say where they are, and everything that follows is done.</summary>
    public void Step(long nowMs)
    {
        TellReaders();
        _events.Enqueue(new ConductorEvent.TimerTicked(nowMs));
        if (_landing && _pump!.IsLanded) TellShards();
        while (_events.TryDequeue(out ConductorEvent? happened))
        {
            foreach (ConductorCommand command in _conductor.Handle(happened)) Do(command);
        }
    }

    private void Do(ConductorCommand command)
    {
        switch (command)
        {
            case ConductorCommand.DrawTerm or ConductorCommand.ReadRegistry or ConductorCommand.BeginGeneration or ConductorCommand.RegisterCut:
                Ask(command);
                break;
            case ConductorCommand.OpenShards open:
                _open(open.Generation, open.Newest);
                TellShards();
                break;
            case ConductorCommand.LetReadersBegin begin:
                for (int p = 0; p < begin.Positions.Count; p++) _feed.Partitions[p].Begin(begin.Positions[p]);
                break;
            case ConductorCommand.BeginReading begin:
                _feed.Partitions[begin.Partition].Begin(begin.Position);
                break;
            case ConductorCommand.StopReaders stop:
                if (_heldSince == 0) _heldSince = Stopwatch.GetTimestamp();
                StopReaders(stop.Round);
                break;
            case ConductorCommand.AskShards ask:
                Begin(ask.Begins);
                if (_readersStopped) _landing = true;
                else TellShards(); // They come back from a snapshot, with readers going: under backlog nothing ever lands.
                break;
            case ConductorCommand.SealShards seal:
                Begin(seal.Begins);
                Seal(seal.Cut);
                Epochs++;
                break;
            case ConductorCommand.LetReadersGo or ConductorCommand.LetReaderGo:
                _landing = _readersStopped = false;
                if (_heldSince != 0) _held += Stopwatch.GetElapsedTime(_heldSince);
                _heldSince = 0;
                if (_stopping) break; // What is read behind the last epoch would only be folded for nothing.
                foreach (PartitionReader reader in _feed.Partitions) reader.IsStopped = false;
                _pump?.Wake();
                break;
            case ConductorCommand.Show show:
                _show(show.Cut);
                break;
            case ConductorCommand.StopSelf stop:
                Stopped = stop.Reason;
                break;
        }
    }

    /// <summary>The registry is in this process: an answer comes at once, or the medium failed and the outcome is unknown.</summary>
    private void Ask(ConductorCommand command)
    {
        try
        {
            _events.Enqueue(command switch
            {
                ConductorCommand.DrawTerm => new ConductorEvent.TermDrawn(Now(_registry.DrawTermAsync())),
                ConductorCommand.ReadRegistry => new ConductorEvent.RegistryRead(Now(_registry.ReadAsync())),
                ConductorCommand.BeginGeneration b =>
                    new ConductorEvent.RegisterAnswered(Now(_registry.BeginGenerationAsync(b.Term, b.Generation, b.First))),
                ConductorCommand.RegisterCut r => new ConductorEvent.RegisterAnswered(Now(_registry.RegisterAsync(r.Term, r.Cut))),
                _ => throw new InvalidOperationException($"{command} is no call of the registry."),
            });
        }
        catch (IOException)
        {
            _events.Enqueue(new ConductorEvent.RegistryUnknown());
        }
    }

    private static T Now<T>(ValueTask<T> answer) =>
        answer.IsCompleted ? answer.GetAwaiter().GetResult() : answer.AsTask().GetAwaiter().GetResult();

    private void TellReaders()
    {
        foreach (PartitionReader reader in _feed.Partitions)
        {
            if (!reader.HasBegun) continue;
            bool backlog = reader.End - reader.Position > BacklogRecords;
            _events.Enqueue(new ConductorEvent.ReaderProgressed(reader.Partition, reader.Position, reader.BytesSinceEpoch, backlog));
        }
    }

    private void StopReaders(Round round) => _pump!.WhileNotReading(() =>
    {
        _readersStopped = true;
        foreach (PartitionReader reader in _feed.Partitions)
        {
            reader.IsStopped = true;
            if (reader.HasBegun) _events.Enqueue(new ConductorEvent.ReaderStopped(round, reader.Partition, reader.Position));
        }
    });

    private void TellShards()
    {
        foreach (ShardKeeper keeper in _shards)
        {
            long seen = keeper.Host.With(s => s.SealedEpoch);
            _events.Enqueue(new ConductorEvent.ShardStands(
                keeper.Host.Shard.Number, keeper.Host.Positions(_feed.Partitions.Count), seen == 0 ? -1 : seen));
        }
    }

    private void Begin(IReadOnlyList<ReadingBegin> begins)
    {
        foreach (ReadingBegin begin in begins)
        {
            foreach (ShardKeeper keeper in _shards)
            {
                keeper.Host.With(shard =>
                {
                    shard.Begin(begin);
                    return 0;
                });
            }
        }
    }

    private void Seal(EpochCut cut)
    {
        foreach (ShardKeeper keeper in _shards)
        {
            bool stands = keeper.Host.With(shard =>
            {
                if (!shard.StandsAt(cut)) return false;
                shard.Seal(cut);
                return true;
            });
            _events.Enqueue(stands
                ? new ConductorEvent.ShardSealed(keeper.Host.Shard.Number, cut.Number)
                : new ConductorEvent.SealRefused(keeper.Host.Shard.Number, cut.Number));
        }

        foreach (PartitionReader reader in _feed.Partitions) reader.Registered();
        _sealed(cut);
    }
}
