using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

internal sealed class SimPartition(int number, long start)
{
    private readonly List<SimRecord> _records = [];
    private readonly List<ReadingBegin> _holes = [];

    public int Number => number;

    public long Start { get; } = start;

    public long End { get; private set; } = start;

    public IReadOnlyList<ReadingBegin> Holes => _holes;

    public void Append(int user, int product, SimRecordKind kind) =>
        _records.Add(new SimRecord(number, End++, user, product, kind));

    /// <summary>Loses records before anybody could read them.</summary>
    public void Lose(int records)
    {
        _holes.Add(new ReadingBegin(number, End, End + records));
        End += records;
    }

    /// <summary>How many records there are below an offset.</summary>
    public long CountBelow(long offset) => offset - Start - _holes.Where(h => h.To <= offset).Sum(h => h.To - h.From);

    /// <summary>How far one may read from a position: to the end, or to the next hole.</summary>
    public long ReadableTo(long from) => _holes.Where(h => h.From >= from).Select(h => h.From).Append(End).Min();

    public IEnumerable<SimRecord> Read(long from, long to)
    {
        int lost = (int)_holes.Where(h => h.From < from).Sum(h => h.To - h.From);
        for (int i = Math.Max(0, (int)(from - Start) - lost); i < _records.Count && _records[i].Offset < to; i++)
        {
            if (_records[i].Offset >= from) yield return _records[i];
        }
    }
}
