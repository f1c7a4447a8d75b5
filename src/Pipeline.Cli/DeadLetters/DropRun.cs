using Pipeline.Cli.Frame;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Notes that records are not to be looked at any more. They stay where they are.</summary>
internal sealed class DropRun(CliContext context, string data, RecordSelection selection)
{
    private const int AtOnce = 1_000;

    private readonly List<Treatment> _waiting = [];

    /// <summary>Records dropped now.</summary>
    internal long Dropped { get; private set; }

    /// <summary>Records that were named, but put back or dropped before.</summary>
    internal long Before { get; private set; }

    /// <summary>Of which epoch they are.</summary>
    internal string Origin { get; private set; } = "";

    /// <summary>Does it.</summary>
    /// <exception cref="CliException">A record that was named is not there; then nothing was done. Or another process writes.</exception>
    internal void Run(CancellationToken stop)
    {
        using EpochDocuments epoch = EpochDocuments.Open(context, data, stop);
        NamedRecords.Require(epoch, selection);
        Origin = epoch.Origin;
        using TreatedFolder folder = TreatedFolder.OpenToDrop(context, data);
        epoch.ReadRecords(
            selection.Kind,
            record =>
            {
                if (selection.Holds(record)) Take(folder.Journal, record);
                return false;
            },
            _ => { });
        Flush(folder.Journal);
    }

    private void Take(TreatmentJournal journal, StoredRecord record)
    {
        if (journal.State.Of(record.Id.Partition, record.Id.Offset) is not null)
        {
            if (selection.IsNamed) Before++;
            return;
        }

        long now = context.Time.GetUtcNow().ToUnixTimeMilliseconds();
        _waiting.Add(new Treatment(TreatmentKind.Dropped, record.Kind, record.Id.Partition, record.Id.Offset, now));
        if (_waiting.Count == AtOnce) Flush(journal);
    }

    private void Flush(TreatmentJournal journal)
    {
        journal.Append(_waiting);
        Dropped += _waiting.Count;
        _waiting.Clear();
    }
}
