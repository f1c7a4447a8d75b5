namespace Pipeline.Cli.Tests.Generate;

/// <summary>semantics.md §2 read slowly: late, duplicate, accepted; and the sums of what is accepted.</summary>
internal sealed class StreamJudge(long horizon)
{
    private const int HorizonEvents = 4_096;

    private readonly Dictionary<string, JudgedShopper> shoppers = [];

    internal long Accepted { get; private set; }

    internal long Duplicates { get; private set; }

    internal long Late { get; private set; }

    internal long OutOfOrder { get; private set; }

    internal long Units { get; private set; }

    internal int Users => shoppers.Count;

    internal SortedDictionary<string, long> Reasons { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, long> Types { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, decimal> Revenue { get; } = new(StringComparer.Ordinal);

    internal void Take(ReadOnlySpan<byte> line)
    {
        JudgedRecord record = RecordJudge.Judge(line);
        if (record.Reason is { } reason)
        {
            Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
            return;
        }

        bool known = shoppers.TryGetValue(record.User, out JudgedShopper? shopper);
        shopper ??= new JudgedShopper();
        if (known && IsOutside(shopper, record.Time)) Late++;
        else if (record.Id is { } id && shopper.Ids.TryGetValue(id, out long time) && !IsOutside(shopper, time)) Duplicates++;
        else
        {
            if (!known) shoppers.Add(record.User, shopper);
            Accept(shopper, record);
        }
    }

    private static int Newer(JudgedShopper shopper, long time)
    {
        int newer = 0;
        for (int i = shopper.Times.Count - 1; i >= 0 && shopper.Times[i] > time && newer < HorizonEvents; i--) newer++;
        return newer;
    }

    private bool IsOutside(JudgedShopper shopper, long time) =>
        time < shopper.Times[^1] - horizon || Newer(shopper, time) >= HorizonEvents;

    private void Accept(JudgedShopper shopper, JudgedRecord record)
    {
        Accepted++;
        int newer = Newer(shopper, record.Time);
        if (newer > 0) OutOfOrder++;
        shopper.Times.Insert(shopper.Times.Count - newer, record.Time);
        if (record.Id is { } id) shopper.Ids[id] = record.Time;
        Types[record.Type] = Types.GetValueOrDefault(record.Type) + 1;
        if (record.Type is not ("purchase" or "refund")) return;
        decimal amount = record.Quantity * record.Price;
        Revenue[record.Currency] = Revenue.GetValueOrDefault(record.Currency) + (record.Type == "purchase" ? amount : -amount);
        if (record.Type == "purchase") Units += record.Quantity;
    }
}
