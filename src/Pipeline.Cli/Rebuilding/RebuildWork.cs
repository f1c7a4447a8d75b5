using System.Text.Json;
using Pipeline.Cli.Commands;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine;
using Pipeline.Engine.Running;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Rebuilding;

/// <summary>The steps of a rebuild beside the state that goes on: export where it stands, count anew up to there, compare, and put in place.</summary>
internal sealed class RebuildWork(CliContext context, RebuildRequest request, PipelineSettings settings, CancellationToken stop)
{
    private static readonly TimeSpan LongestSwitch = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Counts anew up to the epoch at which the state stands now, and says what differs there.</summary>
    internal RebuildResult Compare()
    {
        string before = Path.Combine(new DataFolderPaths(request.Data).Root, "before-rebuild");
        try
        {
            (long epoch, long numbers) = Export(before);
            long[] positions = Positions(before);
            CatchUp(numbers, positions, "Counting anew (records)");
            using StoredEpoch side = StoredEpochs.Open(context, SideState.PathOf(request.Data), stop);
            using EpochReading reading = side.Read();
            return new RebuildResult(epoch, positions.Sum(), Comparison.Run(before, reading.Source, stop));
        }
        finally
        {
            if (Directory.Exists(before)) Directory.Delete(before, recursive: true);
        }
    }

    /// <summary>Puts the rebuilt state in place, by the engine that runs on the folder or, where none does, here; the first epoch of it.</summary>
    internal long Switch()
    {
        Generation side = SideState.GenerationOf(request.Data) ?? throw new InvalidOperationException("There is no rebuilt state.");
        if (Ask("status") is { Status: { } status })
        {
            // So that the engine has little left to do meanwhile.
            CatchUp(status.Epoch, [.. status.Partitions.Select(p => p.Position)], "Catching up (records)");
            if (Ask(FolderServer.TakeOverRequest) is not null)
            {
                WaitFor(side);
                return side.First;
            }
        }

        SideState.TakeOver(Options, stop);
        return side.First;
    }

    private EngineOptions Options => new()
    {
        Data = request.Data,
        Settings = settings,
        Shards = request.Shards,
        Time = context.Time,
        Say = line => context.Error.WriteLine($"pipeline: {line}"),
    };

    private FolderAnswer? Ask(string command) =>
        FolderClient.Ask(context, request.Data, new FolderRequest(command, null), FolderClient.LongestStatus, stop);

    private (long Epoch, long Numbers) Export(string target)
    {
        if (FolderClient.Ask(context, request.Data, new FolderRequest("export", target), FolderClient.LongestExport, stop)?.Export is { } served)
            return (served.Epoch, served.Epoch);
        using StoredEpoch stored = StoredEpochs.Open(context, request.Data, stop);
        using EpochReading reading = stored.Read();
        ExportWriter.Write(reading.Source, target, cancellation: stop);
        return (stored.State.Newest.Number, stored.Folder.HighestKnown);
    }

    /// <summary>The cut of an export: its ledger names where every partition ends.</summary>
    private static long[] Positions(string export)
    {
        SortedDictionary<int, long> positions = [];
        foreach (string line in File.ReadLines(Path.Combine(export, Collections.Ledger + ".ndjson")))
        {
            using JsonDocument partition = JsonDocument.Parse(line);
            positions[partition.RootElement.GetProperty("partition").GetInt32()] = partition.RootElement.GetProperty("next_offset").GetInt64();
        }

        return [.. positions.Values];
    }

    private void CatchUp(long numbers, long[] to, string what)
    {
        try
        {
            ProgressRunner.Run(context, request.Json, what, to.Sum(), progress =>
            {
                SideState.CatchUp(Options, numbers, to, progress.Report, stop);
                return to.Sum();
            });
        }
        catch (EngineStoppedException stopped) when (stopped.Reason == StopReason.LogBeginningMissing)
        {
            throw new CliException(
                ExitCodes.CannotBeProved, "Retention took the log's beginning: a rebuild would count only what is left.", stopped.Details,
                "Count only what is left, for good: " + request.RunCommand + " " + RunRequest.RebuildLeftOption);
        }
        catch (FolderInUseException inUse)
        {
            throw new CliException(ExitCodes.FolderInUse, "Another rebuild of this folder is at work.", inUse.Message, "Wait for it, or stop it.");
        }
    }

    private void WaitFor(Generation side)
    {
        long started = context.Time.GetTimestamp();
        while (context.Time.GetElapsedTime(started) < LongestSwitch)
        {
            // While one engine ends and the other begins nobody answers.
            if (Ask("status") is { Status: { } status } && status.Epoch >= side.First) return;
            if (!Waiting.For(context.Time, LookEvery, stop)) stop.ThrowIfCancellationRequested();
        }

        throw new TimeoutException($"The running engine did not show the rebuilt state within {LongestSwitch.TotalMinutes:N0} min; its output says why.");
    }
}
