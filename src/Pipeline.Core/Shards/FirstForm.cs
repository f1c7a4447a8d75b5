using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Shards;

/// <summary>
/// Turns a state of form 1 into one of form 2. There the size of a shopper's kept events' block stood before them, not in the shopper's row,
/// and large blocks had no list of checkpoints: in a full one the last event may lie where the list is now.
/// </summary>
internal static unsafe class FirstForm
{
    public static void Migrate(ShardState state)
    {
        Arena arena = state.Arena;
        for (int i = 0; i < state.Shoppers.Count; i++)
        {
            Shopper* row = arena.Write<Shopper>(state.Shoppers.Handle(i));
            if (row->Kept == 0) continue;
            Trail* before = arena.Write<Trail>(row->Kept);
            row->KeptLog = (byte)before->Extra;
            before->Extra = 0;
            if (row->KeptCount > KeptEvents.Capacity(row->KeptLog)) KeptEvents.MoveTo(arena, row, row->KeptLog + 1);
            else if (KeptEvents.HasCheckpoints(row)) *arena.Write<CheckpointList>(KeptEvents.CheckpointsOf(row)) = default;
        }
    }
}
