using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>Reads one partition: hands every shard its slices, as often as it takes, and goes back where one refuses a gap.</summary>
internal sealed class SimReader
{
    private const int MostUnconfirmed = 40, MostInSlice = 10, SilentMs = 40, AskMs = 60;

    private readonly SimWorld _world;
    private readonly SimProcess _process;
    private readonly SimPartition _log;
    private readonly long[] _confirmed;
    private readonly long[] _sentTo;
    private readonly long[] _heardMs;
    private Round? _stoppedFor;
    private long _askedMs;
    private long _next;

    public SimReader(SimWorld world, SimProcess process, int partition, long position)
    {
        (_world, _process, Partition) = (world, process, partition);
        _log = process.Storage.Log[partition];
        int shards = process.Hosts.Count;
        (_confirmed, _sentTo, _heardMs) = (new long[shards], new long[shards], new long[shards]);
        _next = Math.Max(position, _log.Start);
        Array.Fill(_confirmed, _next);
        Array.Fill(_sentTo, _next);
        Pump();
    }

    public int Partition { get; }

    public bool IsGone { get; set; }

    public void Stop(Round round, SimConductor conductor)
    {
        _stoppedFor = round;
        _askedMs = _world.NowMs;
        long position = _next;
        conductor.Tell(new ConductorEvent.ReaderStopped(round, Partition, position));
    }

    public void Go(Round round)
    {
        if (_stoppedFor == round) _stoppedFor = null;
    }

    public void Go() => _stoppedFor = null;

    /// <summary>Where reading begins, or goes on behind lost records, is registered.</summary>
    public void GoOnFrom(long position)
    {
        if (_log.ReadableTo(_next) != _next) return;
        _next = Math.Max(_next, position);
        for (int s = 0; s < _sentTo.Length; s++) _sentTo[s] = Math.Max(_sentTo[s], position);
    }

    private bool Lives() => _process.IsAlive && !IsGone;

    private void Pump()
    {
        if (_stoppedFor is null) Read();
        for (int s = 0; s < _sentTo.Length; s++) Push(s);
        long registered = _process.Storage.Registry.State!.Newest.PositionOf(Partition);
        _process.TellConductors(new ConductorEvent.ReaderProgressed(
            Partition, _next, Math.Max(0, _next - registered), _log.End - _next > 20));
        if (_stoppedFor is { } round && _world.NowMs - _askedMs > AskMs)
        {
            _askedMs = _world.NowMs;
            _process.TellAConductor(new ConductorEvent.StoppedReaderAsks(round, Partition));
        }

        _world.After(_world.Random.Between(1, 4), Lives, Pump);
    }

    private void Read()
    {
        long to = _log.ReadableTo(_next);
        if (_next - _confirmed.Min() < MostUnconfirmed) _next = Math.Min(to, _next + _world.Random.Between(1, 12));
        if (_next == to && to < _log.End) Jump(_next);
    }

    private void Push(int shard)
    {
        bool isSilent = _world.NowMs - _heardMs[shard] > SilentMs;
        if (isSilent && _confirmed[shard] < _sentTo[shard]) _sentTo[shard] = _confirmed[shard];
        long from = _sentTo[shard];
        if (from >= _next && !isSilent) return;

        // With nothing to hand out, an empty slice now and then finds out whether a shard has come back from before.
        long to = Math.Max(from, Math.Min(Math.Min(_next, from + MostInSlice), _log.ReadableTo(from)));
        if (to == from && from < _next) Jump(from);
        _sentTo[shard] = Math.Max(_sentTo[shard], to);
        _heardMs[shard] = _world.NowMs;
        var slice = new SimSlice(Partition, from, to, [.. _log.Read(from, to)]);
        _world.Send(Lives, () => Arrive(shard, slice));
    }

    /// <summary>The operator's choice at lost records; repeated, because a conductor may not have heard of it.</summary>
    private void Jump(long at)
    {
        if (!_world.Random.Chance(0.1)) return;
        foreach (ReadingBegin hole in _log.Holes)
        {
            if (hole.From == at) _process.TellConductors(new ConductorEvent.ReadingBegins(hole));
        }
    }

    private void Arrive(int shard, SimSlice slice)
    {
        if (!_process.Hosts[shard].IsOpen) return;
        SliceAnswer answer = _process.Hosts[shard].Apply(slice);
        _world.Send(Lives, () => Answered(shard, answer));
    }

    private void Answered(int shard, SliceAnswer answer)
    {
        _heardMs[shard] = _world.NowMs;
        _confirmed[shard] = Math.Max(answer.Position, _log.Start);
        bool isAtHole = _log.Holes.Any(h => h.From == answer.Position) && _next > answer.Position;
        if (isAtHole) Jump(answer.Position);
        else if (answer.IsGap) _sentTo[shard] = Math.Max(answer.Position, _log.Start);
        else _sentTo[shard] = Math.Max(_sentTo[shard], answer.Position);
        if (answer.Position < _log.Start) _process.TeachStart(shard);
    }
}
