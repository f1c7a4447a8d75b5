namespace Pipeline.Core.Tests.Simulation;

/// <summary>Partitions of records. Offsets may begin above 0, and lost records leave a hole that a reader cannot pass by itself.</summary>
internal sealed class SimLog
{
    private readonly List<SimPartition> _partitions = [];
    private readonly HashSet<int> _users = [];

    public int Partitions => _partitions.Count;

    public IReadOnlyList<long> Starts => [.. _partitions.Select(p => p.Start)];

    public IReadOnlyList<long> Ends => [.. _partitions.Select(p => p.End)];

    public SimPartition this[int partition] => _partitions[partition];

    public void AddPartition(long start) => _partitions.Add(new SimPartition(_partitions.Count, start));

    public void Append(SimRandom random, int records)
    {
        for (int i = 0; i < records; i++)
        {
            SimPartition partition = _partitions[random.Below(_partitions.Count)];
            int kind = random.Below(20);
            int user = (partition.Number * 100) + random.Below(6);
            SimRecordKind of = kind == 0 ? SimRecordKind.Bad
                : kind == 1 && _users.Contains(user) ? SimRecordKind.Late // Nobody's first event is late.
                : kind < 9 ? SimRecordKind.Correction : SimRecordKind.View;
            if (of != SimRecordKind.Bad) _users.Add(user);
            partition.Append(user, random.Below(4), of);
        }
    }
}
