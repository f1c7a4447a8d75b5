using Pipeline.Cli.Frame;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Core.Snapshots;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;

namespace Pipeline.Cli.Commands;

/// <summary>Opens and runs engines for commands, with errors that say what to do.</summary>
internal static class Engines
{
    internal static PipelineEngine Open(CliContext context, string data, PipelineSettings settings, int? shards, bool untilEnd)
    {
        try
        {
            return new PipelineEngine(new EngineOptions
            {
                Data = data,
                Settings = settings,
                Shards = shards,
                UntilEnd = untilEnd,
                Time = context.Time,
                Say = line => context.Error.WriteLine($"pipeline: {line}"),
            });
        }
        catch (FolderInUseException exception)
        {
            throw new CliException(
                ExitCodes.FolderInUse, $"{data} is in use.", exception.Message, "status and export answer while it runs; stop it to start another.");
        }
        catch (RegistryDamagedException exception)
        {
            throw new CliException(ExitCodes.Damaged, "The registry of epochs is damaged.", exception.Message, "Restore the folder from a backup.");
        }
    }

    internal static void Run(PipelineEngine engine, string data, CancellationToken stop)
    {
        try
        {
            engine.Run(stop);
        }
        catch (EngineStoppedException exception) when (exception.Reason == StopReason.AnotherShape)
        {
            throw new CliException(
                ExitCodes.Usage, "The state was made with other settings.", exception.Differences,
                $"Start with those, or see what others would give: pipeline replay --data {data} --settings FILE --export DIR");
        }
        catch (EngineStoppedException exception)
        {
            throw new CliException(ExitCodes.Damaged, "The engine stopped.", exception.Message, null);
        }
        catch (SnapshotDamagedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "A snapshot was damaged while it was in use.", exception.Message,
                "Start again: the one before is used, or the log from its beginning.");
        }
        catch (LogTruncatedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "The log no longer holds what comes next.", exception.Message,
                "Retention took it: restore the log, or start anew in another folder.");
        }
        catch (LogException exception)
        {
            throw new CliException(ExitCodes.Damaged, "The log is not what it was.", exception.Message, "Restore it from a backup.");
        }
    }
}
