using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>A funnel's day and segment while it is put together.</summary>
internal sealed unsafe class FunnelSum
{
    private readonly RevenueSum _revenue = new();
    private readonly SortedDictionary<int, long> _durations = [];
    private readonly long[] _reached = new long[8];
    private long _converted, _excluded;
    private Int128 _time;

    public long Entered => _reached[0];

    public void Add(FunnelRow* row, PageTable pages)
    {
        for (int i = 0; i < _reached.Length; i++) _reached[i] += row->Reached[i];
        _converted += row->Converted;
        _excluded += row->Excluded;
        _time += row->TimeSum;
        _revenue.Add(pages, row->Revenue);
    }

    public void AddDuration(int bucket, long count) =>
        _durations[bucket] = _durations.GetValueOrDefault(bucket) + count;

    public void Write(LineWriter line, FunnelPlan funnel, int day, ReadOnlySpan<byte> id, string segment)
    {
        line.Open('{');
        line.Key("_id"u8);
        line.Text(id);
        line.Key("converted"u8);
        line.Number(_converted);
        line.Key("day"u8);
        line.Day(day);
        line.Key("entered"u8);
        line.Number(Entered);
        line.Key("excluded"u8);
        line.Number(_excluded);
        line.Key("funnel"u8);
        line.Text(funnel.Definition.Name);
        line.Key("reached"u8);
        line.Open('[');
        for (int i = 0; i < funnel.StepCount; i++) line.Number(_reached[i]);
        line.Close(']');
        _revenue.Write(line);
        line.Key("segment"u8);
        line.Text(segment);
        line.Key("settles_at"u8);
        line.Instant(((day + 1) * Subtotals.DayMs) + funnel.Window);
        line.Key("time_to_convert_ms"u8);
        WriteTimes(line);
        line.Key("unfinished"u8);
        line.Number(Entered - _converted - _excluded);
        line.Close('}');
    }

    private void WriteTimes(LineWriter line)
    {
        line.Open('{');
        line.Key("count"u8);
        line.Number(_converted);
        line.Key("mean"u8);
        if (_converted == 0) line.Null();
        else line.Number(Rate.DivideHalfEven(_time, _converted));
        line.Key("p50"u8);
        WritePercentile(line, 50);
        line.Key("p95"u8);
        WritePercentile(line, 95);
        line.Key("sum"u8);
        line.Number(_time);
        line.Close('}');
    }

    /// <summary>Nearest rank: the smallest bucket with at least that share of all values at or below it.</summary>
    private void WritePercentile(LineWriter line, int percent)
    {
        if (_converted == 0)
        {
            line.Null();
            return;
        }

        long rank = (long)(((Int128)_converted * percent + 99) / 100), seen = 0;
        foreach ((int bucket, long count) in _durations)
        {
            seen += count;
            if (seen < rank) continue;
            line.Number(DurationBuckets.Middle(bucket));
            return;
        }

        throw new InvalidOperationException("The histogram of a funnel's day holds fewer values than it has conversions.");
    }
}
