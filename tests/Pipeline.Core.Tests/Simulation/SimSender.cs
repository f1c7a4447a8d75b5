using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>Hosts the cursor protocol of one sink and shard.</summary>
internal sealed class SimSender
{
    private static readonly CursorOptions Options = new()
    {
        BatchItems = 5, Tries = 4, RetryMs = 3, RetryMaxMs = 40, LookEveryMs = 50, FactsLimitMs = 200,
    };

    private readonly SimWorld _world;
    private readonly SimProcess _process;
    private readonly SimSink _sink;
    private readonly int _shard;
    private readonly CursorProtocol _protocol = new(Options);
    private bool _isGone;

    public SimSender(SimWorld world, SimProcess process, SimSink sink, int shard)
    {
        (_world, _process, _sink, _shard) = (world, process, sink, shard);
        Tick();
    }

    private SimStorage Storage => _process.Storage;

    public void Drop() => _isGone = true;

    private bool Lives() => _process.IsAlive && !_isGone;

    private void Tick()
    {
        if (_process.Shown is { } shown) Handle(new CursorEvent.EpochShown(shown.Generation, shown.Cut.Number));
        if (_process.DurableFacts >= 0) Handle(new CursorEvent.FactsDurable(_process.DurableFacts));
        Handle(new CursorEvent.TimerTicked(_world.NowMs));
        _world.After(_world.Random.Between(4, 9), Lives, Tick);
    }

    private void Handle(CursorEvent happened)
    {
        foreach (CursorCommand command in _protocol.Handle(happened)) Do(command);
    }

    private void Do(CursorCommand command)
    {
        switch (command)
        {
            case CursorCommand.ReadCursor:
                Call(() => new CursorEvent.CursorRead(Storage.Registry.ReadCursor(_sink.Name, _shard)));
                break;
            case CursorCommand.ReadBatch c:
                Local(() => _process.Shown!.Batch(_shard, c));
                break;
            case CursorCommand.ReadFacts c:
                Local(() => Facts(c));
                break;
            case CursorCommand.ListOld c:
                Local(() => Old(c));
                break;
            case CursorCommand.Send c:
                Send(c.Items);
                break;
            case CursorCommand.ReportDead c:
                Call(() => Reported(c));
                break;
            case CursorCommand.MoveCursor c:
                Call(() => Move(c));
                break;
            case CursorCommand.TellNumber c:
                _process.TellConductors(new ConductorEvent.NumberSeen(c.Number));
                break;
            default:
                _isGone = true;
                break;
        }
    }

    private void Local(Func<CursorEvent> read) => _world.After(_world.Random.Below(3), Lives, () => Handle(read()));

    /// <summary>A call whose request or answer may be lost; its effect may come after the caller gave up.</summary>
    private void Call(Func<CursorEvent> effect)
    {
        bool requestLost = _world.Random.Chance(_world.Loss), answerLost = _world.Random.Chance(_world.Loss);
        int incarnation = Storage.RegistryIncarnation;
        if (!requestLost)
        {
            _world.After(_world.Delay(), () => Storage.RegistryIncarnation == incarnation, () =>
            {
                CursorEvent answer = effect();
                if (!answerLost) _world.After(_world.Random.Below(3), Lives, () => Handle(answer));
            });
        }

        if (requestLost || answerLost) Fail();
    }

    private void Fail() => _world.After(_world.Random.Between(5, 60), Lives, () => Handle(new CursorEvent.CallFailed()));

    private CursorEvent.CursorMoved Move(CursorCommand.MoveCursor move)
    {
        bool moved = Storage.Registry.MoveCursor(_sink.Name, _shard, move.Expected, move.Next);
        _world.Note(moved ? "cursor moved" : "cursor not moved", _shard, move.Next.Epoch);
        if (moved) _sink.CheckPassed(_shard, _process.Hosts.Count, move.Next.Epoch);
        return new CursorEvent.CursorMoved(moved);
    }

    private CursorEvent.DeadReported Reported(CursorCommand.ReportDead report)
    {
        foreach (DeadItem dead in report.Items) _sink.Dead.Add((dead.Item.Key, dead.Item.Version));
        return new CursorEvent.DeadReported();
    }

    private void Send(IReadOnlyList<SinkItem> items)
    {
        int incarnation = _sink.Incarnation, registry = Storage.RegistryIncarnation;
        bool answerLost = !_sink.IsCalm && _world.Random.Chance(_world.Loss), requestLost = !_sink.IsCalm && _world.Random.Chance(_world.Loss);
        if (!requestLost) _world.After(_world.Delay(), IsWanted(incarnation, registry, answerLost), () => Apply(items, answerLost));
        if (_world.Random.Chance(_world.Loss))
        {
            // A copy that is stuck somewhere arrives much later.
            _world.After(_world.Random.Between(50, 400), IsWanted(incarnation, registry, true), () => _sink.Index.Bulk(items, _world.NowMs));
        }

        if (requestLost || answerLost) Fail();
    }

    /// <summary>
    /// Whoever empties a sink, rebuilds, or puts a registry back, sees to it that nothing forgotten is still on its way to the sink.
    /// </summary>
    private Func<bool> IsWanted(int incarnation, int registry, bool isForgotten)
    {
        long first = _process.Generation!.First;
        return () => (_sink.Incarnation == incarnation && Storage.RegistryIncarnation == registry
            && Storage.Registry.State!.Generation.First == first) || (!isForgotten && Lives());
    }

    private void Apply(IReadOnlyList<SinkItem> items, bool answerLost)
    {
        int refused = _sink.IsCalm || !_world.Random.Chance(_world.Loss) ? 200
            : items.Count > 2 ? 413 : _world.Random.Chance(0.5) ? 429 : 503;
        int[] statuses = refused == 200 ? _sink.Index.Bulk(items, _world.NowMs) : [];
        if (answerLost) return;
        _world.After(_world.Random.Below(3), Lives, () =>
        {
            for (int i = 0; i < statuses.Length; i++) _sink.Heard(items[i], statuses[i]);
            Handle(new CursorEvent.BulkAnswered(refused, statuses));
        });
    }

    /// <summary>Found by the offsets between two cuts, among the facts that are durable.</summary>
    private CursorEvent.BatchRead Facts(CursorCommand.ReadFacts read)
    {
        EpochCut? since = read.Since < 0 ? null : Storage.Registry.Find(read.Since);
        EpochCut upTo = Storage.Registry.Find(read.UpTo)!;
        List<SinkItem> items = [.. Storage.Facts
            .Where(f => f.Shard(_process.Hosts.Count) == _shard && f.Offset < upTo.PositionOf(f.Partition))
            .Where(f => f.Offset >= (since?.PositionOf(f.Partition) ?? 0))
            .Select(f => new SinkItem(SinkItemKind.Fact, f.FactId, 0, default))
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Where(f => read.After is null || string.CompareOrdinal(f.Key, read.After) > 0)
            .Take(read.MaxItems)];
        return new CursorEvent.BatchRead(items, items.Count < read.MaxItems ? null : items[^1].Key);
    }

    private CursorEvent.BatchRead Old(CursorCommand.ListOld list)
    {
        _world.Note("old listed");
        List<SinkItem> items = [.. _sink.Index.Documents
            .Where(d => d.Version < list.Below && SimRecord.ShardOf(d.Key, _process.Hosts.Count) == _shard)
            .Where(d => list.After is null || string.CompareOrdinal(d.Key, list.After) > 0)
            .Take(list.MaxItems)
            .Select(d => new SinkItem(SinkItemKind.Delete, d.Key, list.Below - 1, default))];
        return new CursorEvent.BatchRead(items, items.Count < list.MaxItems ? null : items[^1].Key);
    }
}
