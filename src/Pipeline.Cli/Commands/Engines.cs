using Pipeline.Cli.Frame;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Core.Snapshots;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Store.Facts;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;

namespace Pipeline.Cli.Commands;

/// <summary>Opens and runs engines for commands, with errors that say what to do.</summary>
internal static class Engines
{
    internal static PipelineEngine Open(CliContext context, RunRequest request, PipelineSettings settings)
    {
        DataArgument.RefuseFile(request.Data);
        try
        {
            return new PipelineEngine(new EngineOptions
            {
                Data = request.Data,
                Settings = settings,
                Shards = request.Shards,
                UntilEnd = request.UntilEnd,
                Choice = request.Choice,
                Time = context.Time,
                Say = line => context.Error.WriteLine($"pipeline: {line}"),
            });
        }
        catch (FolderInUseException exception)
        {
            throw new CliException(
                ExitCodes.FolderInUse, $"{request.Data} is in use.", exception.Message, "status and export answer while it runs; stop it to start another.");
        }
        catch (RegistryDamagedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "The registry of epochs is damaged.", exception.Message,
                "Count the log anew, the damaged file is put aside: " + request.CommandWith(RunRequest.RebuildOption),
                "Or restore it from a backup, then: " + request.CommandWith(RunRequest.PutBackOption));
        }
    }

    internal static void Run(PipelineEngine engine, RunRequest request, CancellationToken stop)
    {
        try
        {
            engine.Run(stop);
        }
        catch (EngineStoppedException exception)
        {
            throw Stopped(exception, request, OwnSettings(engine, exception));
        }
        catch (SnapshotDamagedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "A snapshot was damaged while it was in use.", exception.Message,
                "Start again: the one before is used, or the log from its beginning.");
        }
        catch (FactsDamagedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "Dead letters or late records are damaged.", exception.Message,
                "Count the log anew: " + request.CommandWith(RunRequest.RebuildOption));
        }
        catch (LogTruncatedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "The log no longer holds what comes next.", exception.Message,
                "Retention took it: restore the log from a backup.",
                "Or count only what is left, for good: " + request.CommandWith(RunRequest.RebuildLeftOption));
        }
        catch (LogBeyondEndException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "The log ends before what was counted of it.", exception.Message,
                "Restore it from a backup.",
                "Or, if what it lacks is lost, count it anew: " + request.CommandWith(RunRequest.RebuildOption));
        }
        catch (LogException exception)
        {
            throw new CliException(ExitCodes.Damaged, "The log is not what it was.", exception.Message, "Restore it from a backup.");
        }
    }

    /// <summary>The settings of a state that these alone keep from going on; null where something else does.</summary>
    private static FoldSettings? OwnSettings(PipelineEngine engine, EngineStoppedException stopped)
    {
        if (stopped.Reason != StopReason.AnotherShape || stopped.Details.Any(d => !d.StartsWith('$'))) return null;
        RegistryState? state = engine.Folder.Registry.ReadAsync().AsTask().GetAwaiter().GetResult();
        return state is null ? null : SettingsReader.ReadStored(state.Generation.Settings.Span).Settings?.Fold;
    }

    private static CliException Stopped(EngineStoppedException stopped, RunRequest request, FoldSettings? own) => stopped.Reason switch
    {
        StopReason.AnotherShape => new CliException(
            ExitCodes.Usage, own is null ? "The state was made with other settings, shards, program or log." : "The state was made with other settings.", stopped.Details,
            own is null ? null : "Go on with the state's own: " + request.CommandAs(own),
            (own is null ? "Rebuild" : "Or rebuild") + " it from the log with these: " + request.CommandWith(RunRequest.RebuildOption),
            "See first what these give: " + request.ReplayCommand),
        StopReason.RegistryBehind => new CliException(
            ExitCodes.Damaged, "The registry is older than the state: it was lost or put back.", stopped.Details,
            "Restored from a backup, go on under higher numbers: " + request.CommandWith(RunRequest.PutBackOption),
            "Or count the log anew: " + request.CommandWith(RunRequest.RebuildOption)),
        StopReason.LogBeginningMissing => new CliException(
            ExitCodes.CannotBeProved, "Retention took the log's beginning: a rebuild would count only what is left.", stopped.Details,
            "Count only what is left, for good: " + request.CommandWith(RunRequest.RebuildLeftOption)),
        StopReason.RegistryUnreachable => new CliException(
            ExitCodes.InputOutput, "The registry of epochs could not be written.", stopped.Message, "Start again when the medium is well."),
        _ => new CliException(ExitCodes.Damaged, "The engine stopped.", stopped.Message, null),
    };
}
