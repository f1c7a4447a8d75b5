using System.Runtime.CompilerServices;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Totals;

/// <summary>
/// Takes the differences that journeys emit and adds them to the shard's days. Sign +1 counts, -1 takes back.
/// </summary>
internal sealed unsafe class Subtotals(Days days)
{
    public const long MinuteMs = 60_000;
    public const long HourMs = 3_600_000;
    public const long DayMs = 86_400_000;

    private DayTotals? _minuteDay;
    private uint _minuteHandle;
    private long _minute = -1;

    /// <summary>
    /// The low half of the number of the epoch that will seal what changes now; the high half is its generation's. Rows note it as
    /// <c>Changed</c>. Nobody reads that yet: the first sink (Elasticsearch, an issue of its own) will, to find the documents that changed
    /// since its cursor and to give each its version.
    /// </summary>
    public uint Epoch { get; set; }

    /// <summary>Days may have left memory: what was remembered of them is forgotten.</summary>
    public void Forget() => (_minuteDay, _minute) = (null, -1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MinuteRow* Minute(long timestamp)
    {
        long minute = timestamp / MinuteMs;
        if (minute != _minute) FindMinute(minute);
        MinuteRow* row = _minuteDay!.Arena.Write<MinuteRow>(_minuteHandle);
        row->Changed = Epoch;
        return row;
    }

    /// <summary>The day that <see cref="Minute"/> last answered from.</summary>
    public DayTotals MinuteDay => _minuteDay!;

    public DayTotals Day(long timestamp) => days.Of((int)(timestamp / DayMs));

    /// <summary>A distinct shopper more in an hour or day.</summary>
    public void Active(long timestamp, ulong key)
    {
        DayTotals day = Day(timestamp);
        ActiveRow* row = day.Arena.Write<ActiveRow>(day.Actives.FindOrAdd(key));
        row->Active++;
        row->Changed = Epoch;
    }

    public void Session(long start, int sign) => Minute(start)->Sessions += sign;

    public void ConvertedSession(long start, int sign) => Minute(start)->Converted += sign;

    public void Flow(long timestamp, int from, int to, int sign)
    {
        DayTotals day = Day(timestamp);
        FlowRow* row = day.Arena.Write<FlowRow>(day.Flows.FindOrAdd(FlowRow.KeyOf(from, to)));
        row->Count += sign;
        row->Changed = Epoch;
    }

    /// <summary>The row of an attempt's day, funnel and country.</summary>
    public FunnelRow* Funnel(long start, int funnel, ushort country, out DayTotals day)
    {
        day = Day(start);
        FunnelRow* row = day.Arena.Write<FunnelRow>(day.Funnels.FindOrAdd(FunnelRow.KeyOf(funnel, country)));
        row->Changed = Epoch;
        return row;
    }

    /// <summary>An attempt that converted: its time, and the purchase that completed it, if it was one.</summary>
    public void Conversion(long start, int funnel, ushort country, long time, long? amount, ushort currency, int sign)
    {
        FunnelRow* row = Funnel(start, funnel, country, out DayTotals day);
        row->Converted += sign;
        row->AddTime(sign * time);
        if (amount is { } paid) MoneyChain.Add(day.Arena, ref row->Revenue, currency, (Int128)sign * paid, sign);
        ulong key = DurationRow.KeyOf(FunnelRow.KeyOf(funnel, country), DurationBuckets.Of(time));
        day.Arena.Write<DurationRow>(day.Durations.FindOrAdd(key))->Count += sign;
    }

    private void FindMinute(long minute)
    {
        _minuteDay = days.Of((int)(minute / (DayMs / MinuteMs)));
        _minuteHandle = _minuteDay.Minutes.FindOrAdd((ulong)minute);
        _minute = minute;
    }
}
