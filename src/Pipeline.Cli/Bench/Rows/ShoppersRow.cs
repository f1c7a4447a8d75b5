using Pipeline.Cli.Bench.Measure;
using Pipeline.Core.Decoding;
using Pipeline.Generator;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>
/// So many idle shoppers are there already; then the shop goes on among them. Time per event, and what the idle ones take of memory.
/// </summary>
internal sealed class ShoppersRow(string name, int shoppers) : IBenchRow
{
    private const int Measured = 5_000_000, Uniform = 2_000_000, Sample = 20_000, More = 8;
    private const long Day = 86_400_000, Start = 1_767_571_200_000;

    public string Name => name;

    public string What => $"the shop goes on among {shoppers:N0} idle shoppers";

    public BenchResult Run(BenchRun run) => PinnedThread.Run(1, () =>
    {
        int count = Math.Min(shoppers, Math.Max(100_000, run.Options.Scaled(shoppers, 1)));
        List<(string, double)> more = [("shoppers", count), .. Parts(run.Stop)];
        using CoreFold fold = new();
        long resident = Environment.WorkingSet;
        run.Say($"{name}: {count:N0} idle shoppers");
        new IdleShape().Write(fold.Take, count, Start - Day, run.Stop);
        more.Add(("state_bytes_per_shopper", fold.MemoryBytes / (double)count));
        more.Add(("resident_bytes_per_shopper", (Environment.WorkingSet - resident) / (double)count));
        run.Say($"{name}: events");
        Generated(fold, run, count);
        (Meter decoding, Meter folding, long records) = (fold.Decoding, fold.Folding, fold.Records);
        Everywhere(fold, run, count);
        more.Add(("nanoseconds_per_event", (decoding.CpuSeconds + folding.CpuSeconds) * 1e9 / records));
        more.Add(("nanoseconds_per_event_uniform", (fold.Decoding.CpuSeconds + fold.Folding.CpuSeconds) * 1e9 / fold.Records));
        return new BenchResult(
            name,
            records,
            decoding.CpuSeconds + folding.CpuSeconds,
            decoding.Seconds + folding.Seconds,
            decoding.AllocatedBytes + folding.AllocatedBytes)
        {
            More = more,
        };
    });

    /// <summary>The usual visits, of these shoppers.</summary>
    private static void Generated(CoreFold fold, BenchRun run, int count)
    {
        ShopGenerator generator = new(new GeneratorOptions
        {
            Events = run.Options.Scaled(Measured, 100_000),
            Seed = run.Options.Seed,
            Shoppers = count,
            Products = BenchOptions.Products,
        });
        fold.Reset();
        RawBlock block = new() { From = fold.Next };
        while (generator.TryNext(out ReadOnlySpan<byte> record))
        {
            block.Add(block.AppendText(record), record.Length, RecordSpan.NoTimestamp);
            if (block.Count < SyntheticBlock.RecordsPerBlock) continue;
            run.Stop.ThrowIfCancellationRequested();
            fold.Take(block);
            block.Clear();
            block.From = fold.Next;
        }

        if (block.Count > 0) fold.Take(block);
    }

    /// <summary>Every shopper is as likely as any other: no cache helps.</summary>
    private static void Everywhere(CoreFold fold, BenchRun run, int count)
    {
        SyntheticBlock block = new(fold.Take, fold.Next);
        fold.Reset();
        Random random = new((int)run.Options.Seed);
        int events = run.Options.Scaled(Uniform, 100_000);
        for (int i = 0; i < events; i++)
        {
            string type = i % 3 == 0 ? "page_view" : "product_view";
            block.Add(type, random.Next(count), random.Next(BenchOptions.Products), Start + (2 * Day) + (i * Day / events));
        }

        block.Flush();
    }

    /// <summary>What one more of each adds to a shopper, on the average of some.</summary>
    private static IEnumerable<(string Name, double Value)> Parts(CancellationToken stop)
    {
        double idle = Bytes(new IdleShape(), stop), events = Bytes(new IdleShape(MoreEvents: More), stop);
        double ids = Bytes(new IdleShape(MoreEvents: More, Ids: More), stop);

        // Between two that have bought: the first purchase brings more than its product.
        double bought = Bytes(new IdleShape(MoreBought: 2 * More), stop) - Bytes(new IdleShape(MoreBought: More), stop);
        double viewed = Bytes(new IdleShape(MoreViewed: 2 * More), stop) - Bytes(new IdleShape(MoreViewed: More), stop);
        yield return ("bytes_per_idle_shopper", idle);
        yield return ("bytes_per_further_event", (events - idle) / More);
        yield return ("bytes_per_further_event_id", (ids - events) / More);
        yield return ("bytes_per_further_product", bought / More);
        yield return ("bytes_per_further_open_attempt", (viewed - bought) / More);
    }

    private static double Bytes(IdleShape shape, CancellationToken stop)
    {
        using CoreFold fold = new();
        shape.Write(fold.Take, Sample, Start - Day, stop);
        return fold.MemoryBytes / (double)Sample;
    }
}
