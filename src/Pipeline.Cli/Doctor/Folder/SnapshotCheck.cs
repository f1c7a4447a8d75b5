using Pipeline.Cli.Commands;
using Pipeline.Core.Epochs;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;
using Pipeline.Store.Snapshots;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>Reads every page of every snapshot that a start may begin from.</summary>
internal sealed class SnapshotCheck : ICheck
{
    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination is not { IsAtRest: true, Paths: { } paths, Registry.State: { } state }) yield break;
        SnapshotStore store = new(paths.Snapshots);
        int whole = 0, lacking = 0;
        foreach (int shard in Enumerable.Range(0, state.Generation.Shards))
        {
            SnapshotName[] names = [.. store.List(shard).Where(name => state.Generation.Owns(name.Epoch))];
            int before = whole;
            List<string> damage = [];
            foreach (SnapshotName name in names)
            {
                if (DamageOf(store, name, stop) is { } found) damage.Add(found);
                else whole++;
            }

            if (whole == before) lacking++;
            foreach (string found in damage) yield return Damaged(examination, shard, found, isLast: whole == before);
        }

        if (lacking > 0 && state.Newest.Positions.Sum() > 0)
            yield return Finding.Note("snapshots", $"{lacking} of {state.Generation.Shards} shards have none.", "They are folded from the log's beginning at the next start.", examination.RunCommand());
        if (whole > 0) yield return Finding.Ok("snapshots", $"{whole} of {state.Generation.Shards} shards read and whole");
    }

    private static Finding Damaged(Examination examination, int shard, string why, bool isLast) => isLast
        ? Finding.Error(
            "snapshots", $"No snapshot of shard {shard} is whole.", why,
            $"Restore the folder from a backup; or start, where the log has its beginning it is folded again: {examination.RunCommand()} (else {RunRequest.RebuildLeftOption})")
        : Finding.Warning(
            "snapshots", $"A snapshot of shard {shard} is damaged.", why,
            $"A start passes it over for another one, and two new ones take their places: {examination.RunCommand()}. Look after the disk.");

    private static string? DamageOf(SnapshotStore store, SnapshotName name, CancellationToken stop)
    {
        try
        {
            using ISnapshotReader reader = store.Open(name);
            byte[] page = new byte[SnapshotStore.MaxPageBytes];
            foreach (long space in reader.Spaces)
            {
                for (int i = 0; i < reader.PagesOf(space); i++)
                {
                    stop.ThrowIfCancellationRequested();
                    reader.ReadPage(space, i, page);
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is SnapshotDamagedException or StoreVersionException)
        {
            return exception.Message;
        }
    }
}
