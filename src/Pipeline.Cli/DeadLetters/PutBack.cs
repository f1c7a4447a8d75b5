using System.IO.Hashing;
using Pipeline.Core.Decoding;
using Pipeline.Core.Facts;
using Pipeline.Log;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>
/// Appends repaired records to the log, each exactly once whenever the process is killed: the journal says what is coming, and from which
/// offset on it can stand, before the log gets it; who comes after a kill looks there (<see cref="InterruptedPutBacks"/>).
/// </summary>
/// <param name="folder">Journal and log, which nobody else writes.</param>
/// <param name="time">The clock.</param>
/// <param name="reached">Told each step: where tests kill.</param>
internal sealed class PutBack(TreatedFolder folder, TimeProvider time, Action<PutBackStep>? reached = null)
{
    private const int MostRecords = 256;
    private const long MostBytes = 4 << 20;

    private readonly LogWriter _log = folder.Log ?? throw new ArgumentException("The log is not open.", nameof(folder));
    private readonly List<(Treatment Intended, byte[] Record)> _waiting = [];
    private long _bytes;

    /// <summary>Records that are in the log.</summary>
    internal long Done { get; private set; }

    /// <summary>The hash by which a record is found again.</summary>
    internal static (ulong High, ulong Low) HashOf(ReadOnlySpan<byte> record)
    {
        UInt128 hash = XxHash128.HashToUInt128(record);
        return ((ulong)(hash >> 64), (ulong)hash);
    }

    /// <summary>Takes a record; it is in the log once <see cref="Flush"/> returned.</summary>
    internal void Add(FactKind kind, RecordId id, byte[] record)
    {
        int partition = RecordDecoder.PartitionOf(record, _log.Partitions);
        (ulong high, ulong low) = HashOf(record);
        _waiting.Add((
            new Treatment(TreatmentKind.Intended, kind, id.Partition, id.Offset, Now()) { IntoPartition = partition, HashHigh = high, HashLow = low },
            record));
        _bytes += record.Length;
        if (_waiting.Count >= MostRecords || _bytes >= MostBytes) Flush();
    }

    /// <summary>Puts back what was taken.</summary>
    internal void Flush()
    {
        if (_waiting.Count == 0) return;

        // Nobody else appends and nothing of ours is pending, so each partition's durable end is where the next record goes.
        folder.Journal.Append([.. _waiting.Select(w => w.Intended with { IntoOffset = _log.End(w.Intended.IntoPartition) })]);
        reached?.Invoke(PutBackStep.Intended);
        List<Treatment> done = [];
        foreach ((Treatment intended, byte[] record) in _waiting)
        {
            long offset = _log.Append(intended.IntoPartition, record);
            done.Add(new Treatment(TreatmentKind.PutBack, intended.Fact, intended.Partition, intended.Offset, Now())
            {
                IntoPartition = intended.IntoPartition,
                IntoOffset = offset,
            });
            reached?.Invoke(PutBackStep.Appended);
        }

        _log.Flush();
        reached?.Invoke(PutBackStep.Flushed);
        folder.Journal.Append(done);
        reached?.Invoke(PutBackStep.Noted);
        Done += done.Count;
        _waiting.Clear();
        _bytes = 0;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
