using System.Text.Json;
using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>Counts what is planted while it is planted.</summary>
internal sealed class PlantedCounter(GeneratorOptions options, Population population)
{
    private readonly long[] byType = new long[5];
    private readonly long[] byKind = new long[MalformedKinds.All.Count];
    private readonly long[] cents = new long[options.Currencies.Count];
    private readonly bool[] seen = new bool[options.Currencies.Count];
    private long bytes, accepted, outOfOrder, odd, users, hot, units;
    private long oldest = long.MaxValue, newest = long.MinValue;

    internal long Records { get; private set; }

    internal long Duplicates { get; private set; }

    internal long Late { get; private set; }

    internal long OutOfOrder => outOfOrder;

    internal void CountRecord(int length)
    {
        Records++;
        bytes += length;
    }

    internal void CountDuplicate() => Duplicates++;

    internal void CountLate() => Late++;

    internal void CountRejected(int kind) => byKind[kind]++;

    internal void CountAccepted(in ShopEvent e, bool first, bool behind)
    {
        accepted++;
        byType[(int)e.Type]++;
        if (first) users++;
        if (behind) outOfOrder++;
        if (e.Odd) odd++;
        if (e.Shopper == population.Hot) hot++;
        oldest = Math.Min(oldest, e.Timestamp);
        newest = Math.Max(newest, e.Timestamp);
        if (e.Type is EventType.Purchase or EventType.Refund) CountMoney(e);
    }

    internal Planted Snapshot() => new()
    {
        Options = options,
        Records = Records,
        Bytes = bytes,
        Accepted = accepted,
        Duplicates = Duplicates,
        Late = Late,
        Rejected = byKind.Sum(),
        OutOfOrder = outOfOrder,
        Odd = odd,
        Users = users,
        Hot = hot,
        Units = units,
        Oldest = accepted == 0 ? null : oldest,
        Newest = accepted == 0 ? null : newest,
        AcceptedByType = Enum.GetValues<EventType>().ToDictionary(Name, type => byType[(int)type]),
        RejectedByKind = MalformedKinds.All.Select((kind, i) => (kind.Name, Count: byKind[i])).ToDictionary(),
        RejectedByReason = MalformedKinds.All.Select((kind, i) => (kind.Reason, Count: byKind[i]))
            .Where(pair => pair.Count > 0).GroupBy(pair => pair.Reason)
            .ToDictionary(group => Name(group.Key), group => group.Sum(pair => pair.Count)),
        Revenue = options.Currencies.Select((currency, i) => (currency, seen: seen[i], amount: cents[i] / 100m))
            .Where(row => row.seen).ToDictionary(row => row.currency, row => row.amount),
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private void CountMoney(in ShopEvent e)
    {
        int currency = Shop.CurrencyOf(e.Shopper, cents.Length);
        long amount = e.Quantity * Shop.PriceInCents(e.Product);
        seen[currency] = true;
        cents[currency] += e.Type == EventType.Purchase ? amount : -amount;
        if (e.Type == EventType.Purchase) units += e.Quantity;
    }
}
