using Pipeline.Cli.Frame;
using Pipeline.Core.Events;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Repairs records and puts those back that the decoder takes.</summary>
/// <param name="context">The world.</param>
/// <param name="request">What was asked for.</param>
/// <param name="reached">Told each step of putting back: where tests kill.</param>
internal sealed class RepairRun(CliContext context, RepairRequest request, Action<PutBackStep>? reached = null)
{
    private readonly RecordCheck _check = new(context.Time);

    /// <summary>Does it; after an interruption what was put back is noted.</summary>
    /// <exception cref="CliException">A record that was named is not there; then nothing was done. Or another process writes.</exception>
    internal RepairResult Run(CancellationToken stop)
    {
        using EpochDocuments epoch = EpochDocuments.Open(context, request.Data, stop);
        NamedRecords.Require(epoch, request.Selection);
        RepairResult result = new(epoch.Origin);
        if (request.DryRun)
        {
            Read(epoch, TreatedFolder.Read(request.Data), result, (record, repaired) => result.Repair(record.Id, repaired));
            return result;
        }

        using TreatedFolder folder = TreatedFolder.OpenToPutBack(context, request.Data);
        PutBack back = new(folder, context.Time, reached);
        try
        {
            Read(epoch, folder.Journal.State, result, (record, repaired) => back.Add(record.Kind, record.Id, repaired));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            result.IsInterrupted = true; // What was taken by then is put back, and told.
        }

        back.Flush();
        result.PutBack = back.Done;
        return result;
    }

    private void Read(EpochDocuments epoch, TreatmentState treated, RepairResult result, Action<StoredRecord, byte[]> putBack) =>
        epoch.ReadRecords(
            request.Selection.Kind,
            record => request.Selection.Holds(record) && IsOpen(treated.Of(record.Id.Partition, record.Id.Offset), result),
            record =>
            {
                result.Chosen++;
                byte[] repaired = request.Edits.Apply(record.Bytes);
                (RejectReason reason, EventField field) = _check.Judge(repaired);
                if (reason != RejectReason.None) result.Refuse(record.Id, new StoredRecord(default, record.Id, reason, field).Why);
                else if (_check.IsLateAgain(record, repaired)) result.Refuse(record.Id, "late");
                else putBack(record, repaired);
            });

    /// <summary>Who names a record that was dropped means it all the same; what was put back is never put back again.</summary>
    private bool IsOpen(Treatment? treated, RepairResult result)
    {
        if (treated?.Kind is TreatmentKind.PutBack or TreatmentKind.Intended)
        {
            if (request.Selection.IsNamed) result.Before++;
            return false;
        }

        return treated is null || request.Selection.IsNamed;
    }
}
