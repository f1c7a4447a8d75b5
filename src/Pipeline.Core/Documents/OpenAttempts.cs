using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Funnels;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Documents;

/// <summary>A shopper's open attempts: those whose deadline is not before the newest event.</summary>
internal sealed unsafe class OpenAttempts
{
    private const int Listed = 10;

    private readonly ShardView _shard;
    private readonly List<(FunnelPlan Funnel, Attempt Attempt, byte[][] Held)> _pastStep1 = [];
    private readonly long _newest;

    public OpenAttempts(ShardView shard, Shopper* row)
    {
        _shard = shard;
        _newest = row->Trail.Previous;
        FunnelPlans plans = shard.Names.Plans;
        PageTable pages = shard.Memory.Table;
        if (plans.Free.Length > 0) Add(plans.Free[0], row->Trail.First, 0);
        if (plans.Free.Length > 1 && row->Rare != 0 && pages.Read<RareRow>(row->Rare)->Attempts is var more and not 0)
        {
            for (int i = 1; i < plans.Free.Length; i++) Add(plans.Free[i], pages.Read<Attempt>(more)[i - 1], 0);
        }

        if (row->Held.Count > 0)
            HeldBag.ForEach(pages, row->Held, entry => Add(plans.Held[entry.Slot], entry.Attempt, entry.Key));
    }

    /// <summary>All of them.</summary>
    public int Count { get; private set; }

    /// <summary>Writes the newest ten of those that reached step 2.</summary>
    public void Write(LineWriter line)
    {
        line.Open('[');
        _pastStep1.Sort(Compare);
        foreach ((FunnelPlan funnel, Attempt attempt, byte[][] held) in _pastStep1.Take(Listed))
        {
            line.Open('{');
            line.Key("deadline"u8);
            line.Instant(attempt.Start + funnel.Window);
            line.Key("funnel"u8);
            line.Text(funnel.Definition.Name);
            line.Key("held"u8);
            line.Open('{');
            for (int i = 0; i < held.Length; i++)
            {
                line.Key(NameOf(funnel.Definition.Hold[i]));
                line.Text(held[i]);
            }

            line.Close('}');
            line.Key("started"u8);
            line.Instant(attempt.Start);
            line.Key("step"u8);
            line.Number(attempt.ReachedCount);
            line.Close('}');
        }

        line.Close(']');
    }

    private static int Compare(
        (FunnelPlan Funnel, Attempt Attempt, byte[][] Held) a, (FunnelPlan Funnel, Attempt Attempt, byte[][] Held) b)
    {
        int order = b.Attempt.Start.CompareTo(a.Attempt.Start);
        if (order == 0)
        {
            order = Encoding.UTF8.GetBytes(a.Funnel.Definition.Name).AsSpan()
                .SequenceCompareTo(Encoding.UTF8.GetBytes(b.Funnel.Definition.Name));
        }

        for (int i = 0; order == 0 && i < a.Held.Length; i++) order = a.Held[i].AsSpan().SequenceCompareTo(b.Held[i]);
        return order;
    }

    private static ReadOnlySpan<byte> NameOf(FunnelField field) => field switch
    {
        FunnelField.Category => "category"u8,
        FunnelField.Country => "country"u8,
        FunnelField.Currency => "currency"u8,
        FunnelField.Page => "page"u8,
        FunnelField.ProductId => "product_id"u8,
        FunnelField.ProductName => "product_name"u8,
        _ => "referrer"u8,
    };

    private void Add(FunnelPlan funnel, Attempt attempt, int key)
    {
        if (!attempt.IsOpen || attempt.Start + funnel.Window < _newest) return;
        Count++;
        if (attempt.ReachedCount >= 2) _pastStep1.Add((funnel, attempt, Held(funnel, key)));
    }

    private byte[][] Held(FunnelPlan funnel, int key)
    {
        if (!funnel.Holds) return [];
        if (funnel.HoldsProductOnly) return [Product(key)];
        if (funnel.HoldsPageOnly) return [Page(key)];
        string combination = _shard.Names.HeldCombinations[key];
        var held = new byte[funnel.Definition.Hold.Count][];
        for (int i = 0; i < held.Length; i++)
        {
            int part = (combination[2 * i] << 16) | combination[(2 * i) + 1];
            held[i] = funnel.Definition.Hold[i] switch
            {
                FunnelField.Country or FunnelField.Currency => Encoding.ASCII.GetBytes(Letters.Unpack((ushort)part)),
                FunnelField.ProductId => Product(part - 1),
                FunnelField.Page => Page(part - 1),
                _ => Encoding.UTF8.GetBytes(_shard.Names.HeldTexts[part - 1]),
            };
        }

        return held;
    }

    private byte[] Product(int product) => Text(_shard.Products.Handle(product));

    private byte[] Page(int page) => Text(_shard.Names.PlacePages.Handle(page));

    private byte[] Text(uint handle) => Name.Text(_shard.Memory.Table.Read<Name>(handle), _shard.Memory.Table).ToArray();
}
