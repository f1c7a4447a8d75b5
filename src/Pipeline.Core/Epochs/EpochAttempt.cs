namespace Pipeline.Core.Epochs;

/// <summary>One attempt at an epoch: who has stopped where, which shard stands where, who has sealed.</summary>
internal sealed class EpochAttempt
{
    private const long NoReader = -1, Awaited = -2;

    private readonly long[] _stops;
    private readonly IReadOnlyList<long>?[] _stands;
    private readonly bool[] _sealed;

    /// <summary>Begins an attempt; a partition without a reader stands wherever all shards agree that it does.</summary>
    public EpochAttempt(Round round, long startedMs, int partitions, int shards, Func<int, bool> hasReader)
    {
        Round = round;
        StartedMs = startedMs;
        _stands = new IReadOnlyList<long>?[shards];
        _sealed = new bool[shards];
        _stops = new long[partitions];
        for (int p = 0; p < partitions; p++) _stops[p] = hasReader(p) ? Awaited : NoReader;
    }

    public Round Round { get; }

    public long StartedMs { get; }

    public bool AllStopped => !_stops.Contains(Awaited);

    public bool AllSealed => !_sealed.Contains(false);

    /// <summary>The epoch that is registered; null before the slices have landed.</summary>
    public EpochCut? Cut { get; set; }

    /// <summary>The beginnings that the cut registers.</summary>
    public IReadOnlyList<ReadingBegin> Begins { get; set; } = [];

    public bool Refused { get; set; }

    /// <summary>Two readers of a partition may stop at different places: everything up to the farther one is on its way.</summary>
    public void Stopped(int partition, long position)
    {
        if (partition < _stops.Length) _stops[partition] = Math.Max(_stops[partition], position);
    }

    public void Stands(int shard, IReadOnlyList<long> positions) => _stands[shard] = positions;

    public void Sealed(int shard) => _sealed[shard] = true;

    /// <summary>
    /// The positions at which every shard stands; null while one stands elsewhere. Where reading shall begin, a shard may be beyond
    /// that already: from a snapshot of before its registry was put back.
    /// </summary>
    public long[]? WhereAllStand(IReadOnlyDictionary<int, ReadingBegin> begins)
    {
        var standing = new long[_stops.Length];
        for (int p = 0; p < standing.Length; p++)
        {
            standing[p] = _stops[p] >= 0 ? _stops[p] : At(_stands[0], p);
            long beyond = begins.TryGetValue(p, out ReadingBegin begin) && begin.From == standing[p] ? begin.To : long.MaxValue;
            foreach (IReadOnlyList<long>? shard in _stands)
            {
                if (At(shard, p) != standing[p] && At(shard, p) < beyond) return null;
            }
        }

        return _stands.Contains(null) ? null : standing;
    }

    private static long At(IReadOnlyList<long>? positions, int partition) =>
        positions is null ? -1 : partition < positions.Count ? positions[partition] : 0;
}
