using Pipeline.Cli.Commands;
using Pipeline.Store.Facts;
using Pipeline.Store.Files;
using Pipeline.Store.Inspection;
using Pipeline.Store.Snapshots;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>Reads dead letters and late records, each with its checksum.</summary>
internal sealed class FactsCheck : ICheck
{
    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination is not { IsAtRest: true, Paths: { } paths, Registry.State: { } state }) return [];
        SnapshotStore snapshots = new(paths.Snapshots);
        IEnumerable<int> shards = snapshots.Shards().Where(s => s < state.Generation.Shards && snapshots.List(s).Any(name => state.Generation.Owns(name.Epoch)));
        try
        {
            return [Finding.Ok("dead letters and late records", $"{StoreInspection.Facts(paths.Facts, state.Generation.Origin, shards, stop):N0} read and whole")];
        }
        catch (Exception exception) when (exception is FactsDamagedException or StoreVersionException)
        {
            return
            [
                Finding.Error(
                    "dead letters and late records", "They are damaged.", exception.Message,
                    $"Restore the folder from a backup, or count the log anew: {examination.RunCommand(RunRequest.RebuildOption)}"),
            ];
        }
    }
}
