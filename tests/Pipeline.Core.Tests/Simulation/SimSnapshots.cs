using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>The two newest whole snapshots of every shard; a byte of one may be flipped.</summary>
internal sealed class SimSnapshots
{
    private readonly Dictionary<(long First, int Shard), List<(long Epoch, byte[] Bytes)>> _kept = [];

    public long Highest => _kept.Values.SelectMany(k => k).Select(k => k.Epoch).DefaultIfEmpty(-1).Max();

    public void Add(long first, int shard, long epoch, byte[] bytes)
    {
        if (!_kept.TryGetValue((first, shard), out List<(long, byte[])>? kept)) _kept[(first, shard)] = kept = [];
        kept.Add((epoch, bytes));
        if (kept.Count > 2) kept.RemoveAt(0);
    }

    /// <summary>Those that a generation may go on from, newest first.</summary>
    public IEnumerable<(long Epoch, byte[] Bytes)> Of(Generation generation, int shard) =>
        _kept.Where(k => k.Key.Shard == shard).SelectMany(k => k.Value).Where(s => generation.Owns(s.Epoch)).OrderByDescending(s => s.Epoch).ToArray();

    public void Damage(SimRandom random)
    {
        foreach (List<(long Epoch, byte[] Bytes)> kept in _kept.Values)
        {
            byte[] bytes = kept[^1].Bytes;
            if (bytes.Length == 0) continue;
            if (random.Chance(0.5)) kept[^1] = (kept[^1].Epoch, bytes[..random.Below(bytes.Length)]);
            else bytes[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8));
        }
    }
}
