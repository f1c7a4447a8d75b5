using Pipeline.Cli.Commands;
using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;
using Pipeline.Log;
using Pipeline.Store.Files;
using Pipeline.Store.Folders;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>
/// A folder's journal of treatments, opened to go on, and its log where records are put back: whoever holds both is alone. What a
/// killed process had begun is finished first.
/// </summary>
internal sealed class TreatedFolder : IDisposable
{
    private TreatedFolder(TreatmentJournal journal) => Journal = journal;

    /// <summary>The journal.</summary>
    internal TreatmentJournal Journal { get; }

    /// <summary>The log; null where it is not needed.</summary>
    internal LogWriter? Log { get; private set; }

    /// <summary>What was done, to be looked at only.</summary>
    /// <exception cref="CliException">The journal is damaged or a newer program's.</exception>
    internal static TreatmentState Read(string data) => Guarded(data, () => TreatmentState.Read(data));

    /// <summary>Opens journal and log to put records back.</summary>
    /// <exception cref="CliException">Another process writes one of them, or the journal is damaged.</exception>
    internal static TreatedFolder OpenToPutBack(CliContext context, string data) => Open(context, data, _ => true);

    /// <summary>Opens the journal to drop records; the log only where a killed process left something to finish, so that an import may go on.</summary>
    /// <exception cref="CliException">Another process writes one of them, or the journal is damaged.</exception>
    internal static TreatedFolder OpenToDrop(CliContext context, string data) =>
        Open(context, data, state => state.All.Any(t => t.Kind == TreatmentKind.Intended));

    /// <inheritdoc/>
    public void Dispose()
    {
        Log?.Dispose();
        Journal.Dispose();
    }

    private static TreatedFolder Open(CliContext context, string data, Func<TreatmentState, bool> needsLog)
    {
        Guid log = LogFolder.Open(new DataFolderPaths(data).Log).Identity;
        TreatedFolder folder = new(Guarded(data, () => TreatmentJournal.Open(data, log)));
        try
        {
            if (needsLog(folder.Journal.State)) folder.OpenLog(context, data);
            return folder;
        }
        catch
        {
            // Who does not get both keeps neither.
            folder.Dispose();
            throw;
        }
    }

    private void OpenLog(CliContext context, string data)
    {
        Log = FolderLog.OpenWriter(data, new PipelineSettings().Log, null);
        (int found, int lost) = InterruptedPutBacks.Finish(Journal, Log, context.Time);
        if (found + lost > 0)
            context.Error.WriteLine($"pipeline: a process was killed while it put records back: {found:N0} of {found + lost:N0} had reached the log, and are noted now");
    }

    private static T Guarded<T>(string data, Func<T> open)
    {
        string path = new DataFolderPaths(data).TreatmentJournal;
        try
        {
            return open();
        }
        catch (FolderInUseException exception)
        {
            throw new CliException(ExitCodes.FolderInUse, "Another dlq command changes this folder.", exception.Message, "Wait for it, or stop it.");
        }
        catch (StoreVersionException exception)
        {
            throw new CliException(ExitCodes.Damaged, "A newer program wrote what was done with dead letters.", exception.Message, "Use that one.");
        }
        catch (InvalidDataException exception)
        {
            throw new CliException(
                ExitCodes.Damaged, "The journal of what was done with dead letters is damaged or of another log.", exception.Message, "Restore it from a backup.",
                $"Or move {CommandText.Quoted(path)} away: then it is not known what was put back, and putting back once more counts twice what has no event_id.");
        }
    }
}
