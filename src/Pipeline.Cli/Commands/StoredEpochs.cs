using Pipeline.Cli.Frame;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;

namespace Pipeline.Cli.Commands;

/// <summary>Opens the newest registered epoch of a folder on which no engine runs.</summary>
internal static class StoredEpochs
{
    internal static StoredEpoch Open(CliContext context, string data, CancellationToken stop)
    {
        DataArgument.RequireFolder(data);
        try
        {
            return StoredEpoch.Open(data, line => context.Error.WriteLine($"pipeline: {line}"), stop) ?? throw new CliException(
                ExitCodes.InputOutput, $"{data} holds no epoch yet.", "nothing was folded", $"First: pipeline run --data {data} --until-end");
        }
        catch (RebuildUnderWayException exception)
        {
            throw new CliException(
                ExitCodes.NotCaughtUp, $"{data} is being rebuilt, and has not caught up.",
                $"{exception.Progress.Records:N0} of {exception.Progress.Of:N0} records are counted anew",
                "Go on: " + RunCommandLine(data, exception.Settings, "--until-end"));
        }
        catch (EngineStoppedException exception) when (exception.Reason == StopReason.AnotherShape)
        {
            throw new CliException(
                ExitCodes.Usage, "The state was made with another program or log.", exception.Details,
                "Rebuild it: " + RunCommandLine(data, null, RunRequest.RebuildOption));
        }
        catch (EngineStoppedException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "The registry is older than the state: it was lost or put back.", exception.Details,
                "What can be done says: " + RunCommandLine(data, null, "--until-end"));
        }
        catch (FolderInUseException exception)
        {
            throw new CliException(ExitCodes.FolderInUse, $"{data} is in use.", exception.Message, "Try again when it is done.");
        }
        catch (RegistryDamagedException exception)
        {
            throw new CliException(ExitCodes.Damaged, "The registry of epochs is damaged.", exception.Message,
                $"See what else is: pipeline doctor --data {CommandText.Quoted(data)}",
                "Count the log anew, the damaged file is put aside: " + RunCommandLine(data, null, RunRequest.RebuildOption),
                "Or restore the folder from a backup.");
        }
        catch (LogTruncatedException exception)
        {
            throw new CliException(
                ExitCodes.CannotBeProved, "The log no longer holds what is needed.", exception.Message, "Retention took it.");
        }
        catch (LogException exception)
        {
            throw new CliException(ExitCodes.Damaged, "The log is damaged.", exception.Message, "Restore it from a backup.");
        }
    }

    private static string RunCommandLine(string data, FoldSettings? settings, string option) => CommandText.Of(
        "pipeline run", CommandText.Option("--data", data), settings is null ? "--settings FILE" : CommandText.SettingsOf(settings), option);
}
