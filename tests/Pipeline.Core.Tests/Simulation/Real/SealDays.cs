using Pipeline.Core.Documents;
using Pipeline.Core.Shards;
using Pipeline.Core.Snapshots;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>Reads days that were away when seals were made.</summary>
internal sealed class SealDays(Func<int, MemoryImage?> imageOf) : IDayLoader
{
    public void ReadDayPage(int shard, int day, int page, Span<byte> target)
    {
        MemoryImage image = imageOf(shard) ?? throw new SnapshotDamagedException($"Shard {shard} never wrote day {day}.");
        ShardSnapshots.ReadDayPage(new MemorySnapshotReader(image), day, page, target);
    }
}
