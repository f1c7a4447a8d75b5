using Pipeline.Reference.Decoding;
using Pipeline.Reference.Documents;
using Pipeline.Reference.Folding;
using Pipeline.Reference.Judging;
using Pipeline.Reference.Totals;

namespace Pipeline.Reference;

/// <summary>
/// Recomputes every collection from the raw records, in one go and by the letter of <c>docs/semantics.md</c>. It shares
/// no code with the engines but the types of events and settings, so that two programs have to agree.
/// </summary>
public sealed class ReferenceRun
{
    private readonly ReferenceOptions options;
    private readonly ReferenceResult result;
    private readonly AllTotals totals = new();
    private readonly PartitionLedger[] ledgers;

    private ReferenceRun(ReferenceOptions options, ReferenceResult result)
    {
        this.options = options;
        this.result = result;
        ledgers = [.. Enumerable.Range(0, options.Partitions).Select(_ => new PartitionLedger())];
    }

    /// <summary>Recomputes everything.</summary>
    /// <param name="source">The records in the order in which they were read; enumerated once a pass.</param>
    /// <param name="options">Settings, partitions and passes.</param>
    public static ReferenceResult Run(IEnumerable<SourceRecord> source, ReferenceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Partitions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Passes, 1);
        var result = new ReferenceResult(options.MaxLineBytesInMemory);
        try
        {
            var run = new ReferenceRun(options, result);
            for (int pass = 0; pass < options.Passes; pass++) run.RunPass(source, pass);
            run.AddTotals();
            return result;
        }
        catch
        {
            // Whatever went wrong, the temporary files of a result that nobody gets must go.
            result.Dispose();
            throw;
        }
    }

    private void RunPass(IEnumerable<SourceRecord> source, int pass)
    {
        var shoppers = new Dictionary<string, Shopper>(StringComparer.Ordinal);
        var texts = new TextPool();
        foreach (SourceRecord record in source)
        {
            ReferenceDecoding decoding = ReferenceDecoder.Decode(record.Bytes, record.LogTimestamp);
            if (pass == 0) CountRecord(record, decoding);
            if (decoding.Event is not { } e || PassOf(e.UserId) != pass) continue;
            if (!shoppers.TryGetValue(e.UserId, out Shopper? shopper))
                shoppers.Add(e.UserId, shopper = new Shopper(e.UserId, options.Fold.HorizonMilliseconds));
            JudgeEvent(record, e, shopper, texts);
        }

        var fold = new ShopperFold(options.Fold, totals);
        foreach (Shopper shopper in shoppers.Values)
        {
            shopper.Accepted.Sort();
            ShopperSummary summary = fold.Fold(shopper.UserId, [.. shopper.Accepted.Select(accepted => accepted.Event)]);
            result.Add(CollectionNames.Users, ShopperDocument.Of(summary));
        }
    }

    /// <summary>What is said of a record before its shopper is asked: once, in the first pass.</summary>
    private void CountRecord(SourceRecord record, ReferenceDecoding decoding)
    {
        PartitionLedger ledger = ledgers[record.Partition];
        ledger.Records++;
        ledger.NextOffset = record.Offset + 1;
        if (decoding.Event is not null) return;
        ledger.Rejected++;
        result.Add(CollectionNames.DeadLetters, RecordDocuments.DeadLetter(record, decoding));
    }

    private void JudgeEvent(SourceRecord record, ReferenceEvent e, Shopper shopper, TextPool texts)
    {
        PartitionLedger ledger = ledgers[record.Partition];
        switch (shopper.Judge.Judge(e))
        {
            case Verdict.Late:
                ledger.Late++;
                result.Add(CollectionNames.Late, RecordDocuments.Late(record));
                break;
            case Verdict.Duplicate:
                ledger.Duplicates++;
                break;
            default:
                ledger.Accepted++;
                ledger.Newest = Math.Max(ledger.Newest ?? long.MinValue, e.Timestamp);
                shopper.Accepted.Add(new AcceptedEvent(texts.Share(e), record.Partition, record.Offset));
                break;
        }
    }

    /// <summary>The pass that a shopper belongs to; any function of the id will do.</summary>
    private int PassOf(string userId)
    {
        uint hash = 2_166_136_261;
        foreach (char c in userId) hash = (hash ^ c) * 16_777_619;
        return (int)(hash % (uint)options.Passes);
    }

    private void AddTotals()
    {
        foreach ((long bucket, SiteTotal total) in totals.SiteMinutes)
            result.Add(CollectionNames.SiteMinutes, TotalDocuments.Site(bucket, total));
        foreach ((long bucket, SiteTotal total) in totals.SiteHours)
            result.Add(CollectionNames.SiteHours, TotalDocuments.Site(bucket, total));
        foreach ((long bucket, SiteTotal total) in totals.SiteDays)
            result.Add(CollectionNames.SiteDays, TotalDocuments.Site(bucket, total));
        foreach ((string product, ProductTotal total) in totals.Products)
            result.Add(CollectionNames.Products, TotalDocuments.Product(product, total));
        foreach (((string product, long bucket), EventCounts total) in totals.ProductHours)
            result.Add(CollectionNames.ProductHours, TotalDocuments.ProductHour(product, bucket, total));
        foreach (((int funnel, long day, string segment), FunnelDayTotal total) in totals.FunnelDays)
            result.Add(CollectionNames.FunnelDays, TotalDocuments.FunnelDay(options.Fold.Funnels[funnel], day, segment, total));
        foreach (((string from, string to, long day), long count) in totals.Flow)
            result.Add(CollectionNames.FlowDays, TotalDocuments.FlowDay(from, to, day, count));
        foreach (((string country, long day), GeoTotal total) in totals.Geo)
            result.Add(CollectionNames.GeoDays, TotalDocuments.GeoDay(country, day, total));
        for (int partition = 0; partition < ledgers.Length; partition++)
            result.Add(CollectionNames.Ledger, TotalDocuments.Ledger(partition, ledgers[partition]));
    }
}
