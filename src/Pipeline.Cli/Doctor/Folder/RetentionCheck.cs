using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Store.Inspection;
using Pipeline.Store.Snapshots;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>What retention took of the log, against what snapshots still need of it.</summary>
internal sealed class RetentionCheck : ICheck
{
    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.Paths is not { } paths || ReadableLog.OrNull(paths.Log) is not { } log) yield break;
        long[] starts = [.. Enumerable.Range(0, log.Partitions).Select(log.Start)];
        foreach (Finding finding in AgainstSnapshots(examination, starts)) yield return finding;
        bool isOn = examination.Settings?.Log is { RetentionBytes: not null } or { RetentionAgeMilliseconds: not null };
        if (isOn && Upkeep.ReadFloor(paths.Root) is null)
        {
            yield return Finding.Note(
                "retention", "It is set, but takes nothing yet.", "It waits until each shard has two snapshots, so that a damaged one costs nothing.",
                $"Let a run be at work until then: {examination.RunCommand()}");
        }

        yield return starts.All(s => s == 0)
            ? Finding.Ok("retention", isOn ? "nothing was taken yet" : "off: the whole log is kept, everything can be proved")
            : Finding.Note(
                "retention", $"It took {starts.Sum():N0} records of the log's beginning.", "Numbers stay right; verify can prove nothing any more, and a rebuild would lack them.",
                "Keep the whole log where proofs or rebuilds are wanted.");
    }

    private static IEnumerable<Finding> AgainstSnapshots(Examination examination, long[] starts)
    {
        if (examination is not { Registry: { State: { } state } registry, Paths: { } paths }) yield break;
        SnapshotStore store = new(paths.Snapshots);
        foreach (int shard in Enumerable.Range(0, state.Generation.Shards))
        {
            EpochCut[] cuts = [.. store.List(shard).Where(n => state.Generation.Owns(n.Epoch)).Select(n => registry.Cuts.GetValueOrDefault(n.Epoch)).OfType<EpochCut>()];
            int usable = cuts.Count(cut => cut.Positions.Select((position, p) => p >= starts.Length || position >= starts[p]).All(reaches => reaches));
            bool isNeeded = starts.Any(s => s > 0);
            if (isNeeded && usable == 0)
            {
                yield return Finding.Error(
                    "retention", $"No snapshot of shard {shard} reaches what is left of the log.", "What lies between them is gone: the state cannot go on.",
                    $"Restore the folder from a backup; or count only what is left, for good: {examination.RunCommand(Commands.RunRequest.RebuildLeftOption)}");
            }
            else if (isNeeded && usable < 2)
            {
                yield return Finding.Warning(
                    "retention", $"Only one snapshot of shard {shard} reaches what is left of the log.", "If that one is damaged, the state cannot go on.",
                    $"Let a run take another one, and make a backup: {examination.RunCommand()}");
            }
        }
    }
}
