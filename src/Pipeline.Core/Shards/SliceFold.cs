using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Shards;

/// <summary>
/// Folds a slice's events in blocks of <see cref="BlockSize"/>, in passes: ask for the index's lines; for the rows' lines; for what the
/// rows point to; then fold in order. Cold cache lines cost, not computing.
/// </summary>
internal sealed unsafe class SliceFold(ShardState state)
{
    /// <summary>Events that are looked up together; all that they need stays in the cache until they are folded.</summary>
    public const int BlockSize = 32;

    private readonly ulong[] _subjectHashes = new ulong[BlockSize];
    private readonly int[] _shoppers = new int[BlockSize];
    private readonly uint[] _rows = new uint[BlockSize];
    private readonly int[] _subjects = new int[BlockSize];

    /// <summary>
    /// Looks up shoppers and subjects of up to <see cref="BlockSize"/> events, so that <see cref="Take"/> finds everything in the cache.
    /// </summary>
    public void Prepare(ReadOnlySpan<EventRecord> records, RawBlock block)
    {
        byte[] texts = block.Buffer;
        for (int i = 0; i < records.Length; i++)
        {
            ref readonly EventRecord record = ref records[i];
            ulong hash = StableHash.Of(texts.AsSpan(record.SubjectStart, record.SubjectLength));
            _subjectHashes[i] = hash;
            state.Shoppers.PrefetchSlot(record.UserHash);
            SubjectsOf(record).PrefetchSlot(hash);
        }

        for (int i = 0; i < records.Length; i++)
        {
            ref readonly EventRecord record = ref records[i];
            _shoppers[i] = state.Shoppers.Guess(record.UserHash);
            _subjects[i] = SubjectsOf(record).Guess(_subjectHashes[i]);
        }

        for (int i = 0; i < records.Length; i++)
        {
            ref readonly EventRecord record = ref records[i];
            int shopper = state.Shoppers.FindOrAdd(
                _shoppers[i], record.UserHash, texts.AsSpan(record.UserStart, record.UserLength));
            _rows[i] = state.Shoppers.Handle(shopper);
            _subjects[i] = SubjectsOf(record).FindOrAdd(
                _subjects[i], _subjectHashes[i], texts.AsSpan(record.SubjectStart, record.SubjectLength));
            state.Journeys.Prefetch(_rows[i], record, _subjects[i]);
        }
    }

    /// <summary>Judges and folds an event of the prepared block.</summary>
    public Verdict Take(int index, in EventRecord record, RawBlock block, int partition) => state.Journeys.Take(
        _rows[index], record, block, partition, _subjects[index], state.Subtotals.Epoch);

    private NamedRows SubjectsOf(in EventRecord record) =>
        record.Type == EventType.PageView ? state.Pages : state.Products;
}
