using System.Runtime.InteropServices;

namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>The small job event by event: scanner, shoppers and products in dictionaries by their ids.</summary>
internal sealed unsafe class PlainWork : ILineWork
{
    private readonly Dictionary<byte[], ShopperState> shoppers = new(BenchOptions.Shoppers, new Utf8Comparer());
    private readonly Dictionary<byte[], ProductState> products = new(BenchOptions.Products, new Utf8Comparer());

    public long Take(byte[] buffer, int start, int end)
    {
        var byShopper = shoppers.GetAlternateLookup<ReadOnlySpan<byte>>();
        var byProduct = products.GetAlternateLookup<ReadOnlySpan<byte>>();
        long lines = 0;
        fixed (byte* origin = buffer)
        {
            for (byte* p = origin + start, last = origin + end; p < last; lines++)
            {
                byte* next = FixedScanner.Scan(origin, p, out YardstickEvent e);
                if (next == null)
                {
                    p = LineEnds.After(p, last);
                    continue;
                }

                CollectionsMarshal.GetValueRefOrAddDefault(byShopper, e.User(buffer), out _).Step(e);
                if (e.Type != YardstickType.PageView)
                    CollectionsMarshal.GetValueRefOrAddDefault(byProduct, e.Subject(buffer), out _).Count(e);
                p = next;
            }
        }

        return lines;
    }

    public void Dispose()
    {
    }
}
