using Pipeline.Cli.Commands;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Store.Files;
using Pipeline.Store.Folders;
using Pipeline.Store.Inspection;
using Pipeline.Store.Registry;
using Pipeline.Store.Snapshots;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>The registry of epochs, and whether log, snapshots and program are those that it speaks of.</summary>
internal sealed class RegistryCheck : ICheck
{
    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination is not { IsAtRest: true, Paths: { } paths }) return [];
        SnapshotStore snapshots = new(paths.Snapshots);
        long[] epochs = [.. snapshots.Shards().SelectMany(snapshots.List).Select(name => name.Epoch)];
        bool isLost = !File.Exists(paths.Registry) && epochs.Length == 0 && !File.Exists(paths.Registry + ".mark");
        if (isLost) return [Finding.Note("registry", "There is none yet.", "Nothing was counted.", examination.RunCommand())];
        try
        {
            examination.Registry = StoreInspection.Registry(paths.Registry, epochs);
        }
        catch (RegistryDamagedException exception)
        {
            return
            [
                Finding.Error(
                    "registry", "The registry of epochs is damaged.", exception.Message,
                    $"Count the log anew: {examination.RunCommand(RunRequest.RebuildOption)} (or restore it from a backup, then {RunRequest.PutBackOption})"),
            ];
        }
        catch (StoreVersionException exception)
        {
            return [Finding.Error("registry", "A newer program wrote the registry.", exception.Message, "Use that program.")];
        }

        return Of(examination, examination.Registry, epochs.DefaultIfEmpty(-1).Max());
    }

    private static List<Finding> Of(Examination examination, RegistryFound found, long newestSnapshot)
    {
        List<Finding> findings = [];
        if (found.Opening is { Healed: > 0 } or { CutBytes: > 0 })
        {
            findings.Add(Finding.Note(
                "registry", $"The next start puts right what a crash left: {found.Opening.Healed} half-written copies, {found.Opening.CutBytes} bytes of an unfinished record.",
                "Nothing acknowledged is in them.", ""));
        }

        if (Math.Max(found.HighestNumber, newestSnapshot) > (found.State?.Newest.Number ?? -1) && newestSnapshot >= 0)
        {
            findings.Add(Finding.Error(
                "registry", "It is older than the state: it was lost or put back.",
                $"A snapshot is of epoch {newestSnapshot}, the registry's newest is {found.State?.Newest.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}.",
                $"Put back from a backup: {examination.RunCommand(RunRequest.PutBackOption)}; otherwise {examination.RunCommand(RunRequest.RebuildOption)}"));
        }

        if (found.State is { } state) findings.AddRange(Of(examination, state));
        if (findings.Count == 0) findings.Add(Finding.Ok("registry", found.State is { } well ? $"whole, newest epoch {well.Newest.Number}" : "whole, no epoch yet"));
        return findings;
    }

    private static IEnumerable<Finding> Of(Examination examination, RegistryState state)
    {
        string rebuild = examination.RunCommand(RunRequest.RebuildOption);
        examination.StateSettings = SettingsReader.ReadStored(state.Generation.Settings.Span).Settings?.Fold;
        if (examination.StateSettings is null)
            yield return Finding.Error("state", "A newer program made the state.", "It has settings that this one does not know.", "Use that program, or count anew: " + rebuild);
        if (state.Generation.FoldVersion != FoldVersion.Numbers)
        {
            yield return Finding.Error(
                "state", $"It was made by a fold of version {state.Generation.FoldVersion}, this program has version {FoldVersion.Numbers}.", "The same events would give other numbers.",
                "Count anew (docs/operations.md, Upgrading): " + rebuild);
        }

        if (RebuildProgress.At(state.Generation, state.Newest) is { } progress)
        {
            yield return Finding.Note(
                "state", $"A rebuild is under way: {progress.Records:N0} of {progress.Of:N0} records are counted anew.", "Nothing is shown before all are.",
                examination.RunCommand("--until-end"));
        }

        foreach (Finding finding in AgainstLog(examination.Paths!, state, rebuild)) yield return finding;
    }

    private static IEnumerable<Finding> AgainstLog(DataFolderPaths paths, RegistryState state, string rebuild)
    {
        if (!LogFolder.Exists(paths.Log))
        {
            yield return Finding.Error("state", "The log that it was made from is gone.", $"There is none in {paths.Log}.", "Restore it from a backup.");
            yield break;
        }

        if (ReadableLog.OrNull(paths.Log) is not { } log) yield break;
        if (log.Identity.ToString("N") != state.Generation.LogIdentity)
        {
            yield return Finding.Error(
                "state", "It was made from another log.", $"From log {state.Generation.LogIdentity}; in the folder lies {log.Identity:N}.",
                "Restore log and state from the same backup, or count this log: " + rebuild);
            yield break;
        }

        for (int p = 0; p < Math.Min(log.Partitions, state.Newest.Positions.Count); p++)
        {
            if (log.End(p) >= state.Newest.Positions[p]) continue;
            yield return Finding.Error(
                "log", $"Partition {p} ends before what was counted of it.", $"It ends at {log.End(p):N0}, counted is up to {state.Newest.Positions[p]:N0}.",
                "Restore it from a backup; or, where what it lacks is lost: " + rebuild);
        }
    }
}
