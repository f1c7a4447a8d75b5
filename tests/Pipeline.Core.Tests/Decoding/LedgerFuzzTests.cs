using Pipeline.Core.Decoding;
using Pipeline.Core.Documents;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Reference;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>
/// Whatever bytes come, each record is one of accepted, duplicate, late and rejected, and a rejected or late one can be looked at with
/// its reason and its bytes; <see cref="FuzzSeeds"/> says how many.
/// </summary>
public sealed class LedgerFuzzTests
{
    private const int Partitions = 3;
    private const int Shards = 4;
    private const int Batch = 10_000; // Records of one log; a failure names the seed of its first.

    /// <summary>Of a hundred records this many come twice: most ids of the generator are rare.</summary>
    private const int Again = 10;

    private readonly GeneralParser _parser = new();
    private readonly RawBlock _block = new();

    [Fact]
    public void Every_record_is_accounted_for() => FuzzSeeds.Each(Batch, Check);

    private void Check(int seed)
    {
        SourceRecord[][] log = Log(seed);
        (PartitionLedger[] ledger, Fact[] facts) = CoreRun.Read(
            log.SelectMany(p => p), new FoldSettings(), Partitions, Shards, seed, (view, found) => (Ledger(view), found.ToArray()), 4096);
        Fact[] rejected = Of(facts, FactKind.DeadLetter), late = Of(facts, FactKind.Late);
        for (int p = 0; p < Partitions; p++)
        {
            (long Offset, RejectReason Reason, EventField Field)[] expected =
                [.. log[p].Select(Verdict).Where(verdict => verdict.Reason != RejectReason.None)];
            string where = $"seed {seed}, partition {p}";
            Assert.True(
                expected.SequenceEqual(rejected.Where(f => f.Partition == p).Select(f => (f.Offset, f.Reason, f.Field))),
                $"{where}: other dead letters than the parser rejects");
            PartitionLedger sum = ledger[p];
            long lateHere = late.Count(f => f.Partition == p);
            Assert.True(
                sum.Position == log[p].Length && sum.Records == log[p].Length && sum.Rejected == expected.Length && sum.Late == lateHere
                && sum.Accepted > 0 && sum.Records == sum.Accepted + sum.Duplicates + sum.Late + sum.Rejected,
                $"{where}: {log[p].Length} records, {expected.Length} rejected, {lateHere} late; the ledger has {sum.Records} = {sum.Accepted} accepted "
                + $"+ {sum.Duplicates} duplicates + {sum.Late} late + {sum.Rejected} rejected, next offset {sum.Position}");
        }

        foreach (Fact fact in facts)
        {
            Assert.True(
                fact.Record.Span.SequenceEqual(log[fact.Partition][fact.Offset].Bytes.Span),
                $"seed {seed}: {fact.Kind} {fact.Partition}|{fact.Offset} has other bytes than the log");
        }

        Assert.True(rejected.Length > 0 && late.Length > 0 && ledger.Sum(l => l.Duplicates) > 0, $"seed {seed}: the stream tests too little");
    }

    private static SourceRecord[][] Log(int seed)
    {
        List<SourceRecord>[] log = [.. Enumerable.Range(0, Partitions).Select(_ => new List<SourceRecord>())];
        for (int i = 0; i < Batch; i++)
        {
            byte[] bytes = new RecordGenerator(seed + i).Next();
            int times = i % 100 < Again ? 2 : 1;
            for (int t = 0; t < times; t++)
            {
                int p = RecordDecoder.PartitionOf(bytes, Partitions);
                log[p].Add(new SourceRecord(p, log[p].Count, bytes, (seed + i) % 8 == 0 ? 1_770_000_000_000 : null));
            }
        }

        return [.. log.Select(p => p.ToArray())];
    }

    private static Fact[] Of(Fact[] facts, FactKind kind) =>
        [.. facts.Where(f => f.Kind == kind).OrderBy(f => f.Partition).ThenBy(f => f.Offset)];

    private static PartitionLedger[] Ledger(EpochView view) =>
        [.. Enumerable.Range(0, Partitions).Select(p => new LedgerDocuments(view).Sum(p))];

    private (long Offset, RejectReason Reason, EventField Field) Verdict(SourceRecord record)
    {
        _block.Clear();
        int start = _block.AppendText(record.Bytes.Span);
        _block.Add(start, record.Bytes.Length, record.LogTimestamp ?? RecordSpan.NoTimestamp);
        EventRecord decoded = default;
        RejectReason reason = _parser.Decode(_block, 0, ref decoded, out EventField field);
        return (record.Offset, reason, field);
    }
}
