using Pipeline.Core.Decoding;
using Pipeline.Core.Epochs;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Shards;

/// <summary>
/// A part of the shoppers (those whose id's hash names it) with everything that is counted of them: journeys, subtotals of products,
/// funnels, site, flow and places, positions, and its part of the ledger. A pure state machine: it takes a slice only from where it
/// stands, is sealed at an epoch's cut, and can be put back from a snapshot and the log. Not thread-safe, but for views.
/// </summary>
public sealed class Shard : IDisposable
{
    private readonly SliceFold _fold;
    private readonly List<Fact> _facts = [];
    private PartitionLedger[] _ledger = [];

    /// <summary>An empty shard.</summary>
    /// <param name="number">Its number, 0 to <paramref name="shards"/> - 1.</param>
    /// <param name="shards">Number of shards, 1 to 1,024.</param>
    /// <param name="settings">What shapes the numbers.</param>
    /// <param name="pool">Where its memory comes from.</param>
    public Shard(int number, int shards, FoldSettings settings, PagePool pool)
    {
        Number = number;
        Shards = shards;
        State = new ShardState(settings, pool);
        _fold = new SliceFold(State);
        SetSealed(0);
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Number of shards.</summary>
    public int Shards { get; }

    /// <summary>The newest epoch that it was sealed at; 0 for none.</summary>
    public long SealedEpoch { get; private set; }

    /// <summary>Number of shoppers.</summary>
    public int Shoppers => State.Shoppers.Count;

    /// <summary>Its part of the ledger, by partition.</summary>
    public IReadOnlyList<PartitionLedger> Ledger => _ledger;

    /// <summary>Bytes of memory that its pages take.</summary>
    public long MemoryBytes =>
        (State.Arena.Pages + State.Days.Loaded.Sum(d => (long)d.Arena.Pages)) * PagePool.PageBytes;

    internal ShardState State { get; }

    /// <summary>The shard that a shopper belongs to.</summary>
    public static int Of(ulong userHash, int shards) => (int)(((userHash >> 32) * (ulong)shards) >> 32);

    /// <summary>Where it stands in a partition: the offset that it wants next.</summary>
    public long Position(int partition) => partition < _ledger.Length ? _ledger[partition].Position : 0;

    /// <summary>
    /// Goes on from another offset, as an epoch registered it: a partition begins above 0, or records are lost. Does nothing where the
    /// shard stands elsewhere than at <see cref="ReadingBegin.From"/>: then it has done it already.
    /// </summary>
    public void Begin(ReadingBegin begin)
    {
        ref PartitionLedger ledger = ref LedgerOf(begin.Partition);
        if (ledger.Position == begin.From) ledger.Position = begin.To;
    }

    /// <summary>Takes a slice, or what of it is new; refuses one that would leave a gap.</summary>
    public SliceAnswer Apply(Slice slice)
    {
        ref PartitionLedger ledger = ref LedgerOf(slice.Partition);
        if (slice.From > ledger.Position) return new SliceAnswer(SliceOutcome.Gap, ledger.Position);
        if (slice.To <= ledger.Position) return new SliceAnswer(SliceOutcome.Dropped, ledger.Position);
        int skip = (int)(ledger.Position - slice.From);
        if (slice.IsOwn) CountOwn(slice, skip, ref ledger);
        int first = 0;
        while (first < slice.Count && slice.Records[first].Offset < skip) first++;
        ReadOnlySpan<EventRecord> records = slice.Records.AsSpan(first, slice.Count - first);
        for (int i = 0; i < records.Length; i += SliceFold.BlockSize)
            FoldBlock(records.Slice(i, Math.Min(SliceFold.BlockSize, records.Length - i)), slice, ref ledger);
        State.Journeys.EndSlice();
        ledger.Position = slice.To;
        return new SliceAnswer(SliceOutcome.Taken, ledger.Position);
    }

    /// <summary>Whether it stands exactly at the cut.</summary>
    public bool StandsAt(EpochCut cut)
    {
        for (int i = 0; i < Math.Max(cut.Positions.Count, _ledger.Length); i++)
        {
            if (Position(i) != (i < cut.Positions.Count ? cut.Positions[i] : 0)) return false;
        }

        return true;
    }

    /// <summary>Seals at a registered epoch's cut: what changed until here has this epoch's number.</summary>
    /// <exception cref="InvalidOperationException">It does not stand at the cut, or was sealed at a later epoch.</exception>
    public void Seal(EpochCut cut)
    {
        if (!StandsAt(cut)) throw new InvalidOperationException($"Shard {Number} does not stand at the cut of epoch {cut.Number}.");
        if (cut.Number < SealedEpoch)
            throw new InvalidOperationException($"Shard {Number} was sealed at epoch {SealedEpoch}, beyond {cut.Number}.");
        for (int i = _ledger.Length; i < cut.Positions.Count; i++) LedgerOf(i);
        State.Journeys.Settle();
        SetSealed(cut.Number);
    }

    /// <summary>
    /// It comes back while this epoch is the newest registered one: what changes from here on counts as changed by the next. Epochs between
    /// are not made again, and a sink that has them must hear of it.
    /// </summary>
    public void Resume(long newest) => State.Subtotals.Epoch = (uint)(newest + 1);

    /// <summary>Takes the facts that came since the last call; they must be durable before a snapshot that includes them is whole.</summary>
    public IReadOnlyList<Fact> DrainFacts()
    {
        Fact[] facts = [.. _facts];
        _facts.Clear();
        return facts;
    }

    /// <summary>The state as it is now, to be read by any thread while the shard goes on. Taken right after a seal it is that epoch's.</summary>
    public ShardView TakeView()
    {
        State.Journeys.Settle();
        return new ShardView(this);
    }

    /// <summary>Frees its memory; no view may be in use any more.</summary>
    public void Dispose() => State.Dispose();

    internal void SetSealed(long epoch)
    {
        SealedEpoch = epoch;
        State.Subtotals.Epoch = (uint)(epoch + 1);
    }

    internal void SetLedger(PartitionLedger[] ledger) => _ledger = ledger;

    private void FoldBlock(ReadOnlySpan<EventRecord> records, Slice slice, ref PartitionLedger ledger)
    {
        _fold.Prepare(records, slice.Block);
        for (int i = 0; i < records.Length; i++)
        {
            ref readonly EventRecord record = ref records[i];
            switch (_fold.Take(i, record, slice.Block, slice.Partition))
            {
                case Verdict.Accepted:
                    ledger.Accepted++;
                    if (record.Timestamp > ledger.Newest) ledger.Newest = record.Timestamp;
                    break;
                case Verdict.Duplicate:
                    ledger.Duplicates++;
                    break;
                default:
                    ledger.Late++;
                    RecordSpan raw = slice.Block.Records[record.Offset];
                    AddFact(FactKind.Late, slice, record.Offset, raw.Start, raw.Length, RejectReason.None, EventField.None);
                    break;
            }
        }
    }

    private void CountOwn(Slice slice, int skip, ref PartitionLedger ledger)
    {
        ledger.Records += slice.To - slice.From - skip;
        foreach (RejectedRecord rejected in slice.Rejected)
        {
            if (rejected.Offset < skip) continue;
            ledger.Rejected++;
            AddFact(
                FactKind.DeadLetter, slice, rejected.Offset, rejected.Start, rejected.Length, rejected.Reason, rejected.Field);
        }
    }

    private void AddFact(FactKind kind, Slice slice, int offset, int start, int length, RejectReason reason, EventField field) =>
        _facts.Add(new Fact(
            kind, slice.Partition, slice.From + offset, reason, field, slice.Block.Buffer.AsSpan(start, length).ToArray()));

    private ref PartitionLedger LedgerOf(int partition)
    {
        if (partition >= _ledger.Length) Array.Resize(ref _ledger, partition + 1);
        return ref _ledger[partition];
    }
}
