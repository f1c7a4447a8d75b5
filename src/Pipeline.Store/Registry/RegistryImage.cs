using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;
using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>What the records of a registry say together. Not thread-safe.</summary>
internal sealed class RegistryImage
{
    private readonly Dictionary<(string Sink, int Shard), SinkCursor> _cursors = [];
    private List<EpochCut> _epochs = []; // ascending numbers

    public Generation? Generation { get; private set; }

    public long Term { get; private set; }

    /// <summary>Numbers up to here were given out by registries that were lost; -1 when none was.</summary>
    public long Floor { get; private set; } = -1;

    /// <summary>Number of records that would tell all of this.</summary>
    public int Records => 1 + (Generation is null ? 0 : 1) + (Term == 0 ? 0 : 1) + _epochs.Count + _cursors.Count;

    /// <summary>The highest number known to be given out; -1 when there is none.</summary>
    public long NewestNumber => _epochs.Count == 0 ? Floor : Math.Max(Floor, _epochs[^1].Number);

    public RegistryState? State => Generation is null || _epochs.Count == 0 ? null : new RegistryState(Generation, _epochs[^1], Term);

    /// <summary>What is known after a loss: which numbers and terms were given out.</summary>
    public static RegistryImage Blank(long floor, long term) => new() { Floor = floor, Term = term };

    public EpochCut? Find(long number)
    {
        int index = IndexOf(number);
        return index < _epochs.Count && _epochs[index].Number == number ? _epochs[index] : null;
    }

    public SinkCursor? Cursor(string sink, int shard) => _cursors.GetValueOrDefault((sink, shard));

    /// <summary>Takes a record over; false when it cannot follow what came before.</summary>
    public bool Apply(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        var source = new ByteSource(payload);
        switch (kind)
        {
            case RecordKind.Floor:
                Floor = Math.Max(Floor, source.Int64());
                return source.IsWhole;
            case RecordKind.Term:
                long term = source.Int64();
                if (!source.IsWhole || term <= Term) return false;
                Term = term;
                return true;
            case RecordKind.Generation:
                return ApplyGeneration(ref source);
            case RecordKind.Epoch:
                EpochCut cut = RegistryPayloads.Cut(ref source);
                return source.IsWhole && Add(cut);
            case RecordKind.Cursor:
                (string sink, int shard, SinkCursor? cursor) = RegistryPayloads.Cursor(ref source);
                if (!source.IsWhole) return false;
                if (cursor is null) _ = _cursors.Remove((sink, shard));
                else _cursors[(sink, shard)] = cursor;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Forgets what <see cref="IEpochRegistry.ThinAsync"/> names; the newest epoch always stays.</summary>
    public bool Thin(long oldestInUse, long keepEach)
    {
        // Beside what cursors name: where the generation begins, because a shard without a snapshot begins there.
        HashSet<long> named = [.. _cursors.Values.Select(cursor => cursor.Epoch), Generation?.First ?? -1, Generation?.Origin ?? -1];
        var kept = new List<EpochCut>();
        for (int i = 0; i < _epochs.Count; i++)
        {
            long number = _epochs[i].Number;
            bool isOld = i < _epochs.Count - 1 && number < oldestInUse;
            bool isLastOfItsRun = isOld
                && (_epochs[i + 1].Number >= oldestInUse || _epochs[i + 1].Number / keepEach != number / keepEach);
            if (!isOld || isLastOfItsRun || named.Contains(number)) kept.Add(_epochs[i]);
        }

        if (kept.Count == _epochs.Count) return false;
        _epochs = kept;
        return true;
    }

    /// <summary>
    /// All records that tell this, each twice; their number. Older generations' descriptions are not among them: nothing asks.
    /// </summary>
    public int WriteAll(ByteSink target, RegistryHeader header)
    {
        long sequence = header.FirstSequence;
        var payload = new ByteSink();
        void Record(RecordKind kind)
        {
            RegistryFrame.WriteTwice(target, kind, sequence++, payload.Written, header.FileId);
            payload.Clear();
        }

        header.WriteTwice(target);
        RegistryPayloads.Number(payload, Floor);
        Record(RecordKind.Floor);
        if (Term != 0)
        {
            RegistryPayloads.Number(payload, Term);
            Record(RecordKind.Term);
        }

        if (Generation is not null)
        {
            // Without its first epoch, which may have been thinned out; those that are left follow.
            RegistryPayloads.Generation(payload, Generation, null);
            Record(RecordKind.Generation);
        }

        foreach (EpochCut cut in _epochs)
        {
            RegistryPayloads.Cut(payload, cut);
            Record(RecordKind.Epoch);
        }

        foreach (((string sink, int shard), SinkCursor cursor) in _cursors)
        {
            RegistryPayloads.Cursor(payload, sink, shard, cursor);
            Record(RecordKind.Cursor);
        }

        return (int)(sequence - header.FirstSequence);
    }

    private bool ApplyGeneration(ref ByteSource source)
    {
        Generation generation = RegistryPayloads.Generation(ref source, out EpochCut? first);
        if (!source.IsWhole || (first is not null && !Add(first))) return false;
        Generation = generation;
        return true;
    }

    private bool Add(EpochCut cut)
    {
        if (cut.Number <= NewestNumber) return false;
        _epochs.Add(cut);
        return true;
    }

    private int IndexOf(long number)
    {
        int low = 0, high = _epochs.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_epochs[middle].Number < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
