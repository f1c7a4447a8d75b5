using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Tests.Totals;

/// <summary>What stands in days, by name: only what is not zero.</summary>
internal static unsafe class TotalsDump
{
    /// <summary>The sums of all the shards' days.</summary>
    public static SortedDictionary<string, Int128> Of(params Days[] shards)
    {
        var dump = new SortedDictionary<string, Int128>(StringComparer.Ordinal);
        foreach (DayTotals day in shards.SelectMany(days => days.Loaded))
        {
            Each<MinuteRow>(day, day.Minutes, row =>
            {
                Add(dump, $"minute {row->Minute} sessions", row->Sessions);
                Add(dump, $"minute {row->Minute} converted", row->Converted);
            });
            Each<ActiveRow>(day, day.Actives, row => Add(dump, $"{day.Day} active {*(ulong*)row}", row->Active));
            Each<FlowRow>(day, day.Flows, row => Add(dump, $"{day.Day} flow {row->From} {row->To}", row->Count));
            Each<DurationRow>(day, day.Durations, row => Add(dump, $"{day.Day} time {row->FunnelKey} {row->Bucket}", row->Count));
            Each<FunnelRow>(day, day.Funnels, row => AddFunnel(dump, day, row));
        }

        foreach (string name in dump.Where(d => d.Value == 0).Select(d => d.Key).ToArray()) dump.Remove(name);
        return dump;
    }

    private delegate void Visit<T>(T* row)
        where T : unmanaged;

    private static void Each<T>(DayTotals day, KeyedRows rows, Visit<T> visit)
        where T : unmanaged
    {
        RowDirectory directory = rows.Directory();
        for (int i = 0; i < directory.Count; i++) visit(day.Arena.Read<T>(directory.Handle(i)));
    }

    private static void AddFunnel(SortedDictionary<string, Int128> dump, DayTotals day, FunnelRow* row)
    {
        string name = $"{day.Day} funnel {row->Key}";
        for (int step = 0; step < 8; step++) Add(dump, $"{name} step {step}", row->Reached[step]);
        Add(dump, $"{name} converted", row->Converted);
        Add(dump, $"{name} excluded", row->Excluded);
        Add(dump, $"{name} time", row->TimeSum);
        for (uint chain = row->Revenue; chain != 0; chain = day.Arena.Read<MoneyRow>(chain)->Next)
        {
            MoneyRow* money = day.Arena.Read<MoneyRow>(chain);
            Add(dump, $"{name} {money->Currency} sum", money->Sum);
            Add(dump, $"{name} {money->Currency} count", money->Count);
        }
    }

    private static void Add(SortedDictionary<string, Int128> dump, string name, Int128 value) =>
        dump[name] = dump.GetValueOrDefault(name) + value;
}
