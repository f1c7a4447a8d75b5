using Pipeline.Core.Events;

namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>The small job in batches: scan and hash 256 lines and ask for their memory, then work on it. The practical limit.</summary>
internal sealed unsafe class BatchedWork : ILineWork
{
    private const int Batch = 256;

    private readonly HashedRows<ShopperState> shoppers = new(BenchOptions.Shoppers);
    private readonly HashedRows<ProductState> products = new(BenchOptions.Products);
    private readonly YardstickEvent[] events = new YardstickEvent[Batch];

    public long Take(byte[] buffer, int start, int end)
    {
        long lines = 0;
        fixed (byte* origin = buffer)
        {
            byte* p = origin + start, last = origin + end;
            while (p < last)
            {
                int count = 0;
                for (; count < Batch && p < last; lines++)
                {
                    byte* next = FixedScanner.Scan(origin, p, out events[count]);
                    if (next == null)
                    {
                        p = LineEnds.After(p, last);
                        continue;
                    }

                    Prepare(ref events[count++], origin);
                    p = next;
                }

                Apply(count);
            }
        }

        return lines;
    }

    public void Dispose()
    {
        shoppers.Dispose();
        products.Dispose();
    }

    private void Prepare(ref YardstickEvent e, byte* origin)
    {
        e.UserHash = StableHash.Of(new ReadOnlySpan<byte>(origin + e.UserStart, e.UserLength));
        shoppers.Prefetch(e.UserHash);
        if (e.Type == YardstickType.PageView) return;
        e.SubjectHash = StableHash.Of(new ReadOnlySpan<byte>(origin + e.SubjectStart, e.SubjectLength));
        products.Prefetch(e.SubjectHash);
    }

    private void Apply(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref YardstickEvent e = ref events[i];
            shoppers.Get(e.UserHash)->Step(e);
            if (e.Type != YardstickType.PageView) products.Get(e.SubjectHash)->Count(e);
        }
    }
}
