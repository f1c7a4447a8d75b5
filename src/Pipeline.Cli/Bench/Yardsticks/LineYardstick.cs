using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Measure;

namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>A yardstick: simple work on the ordinary events from memory, on one processor. It says what this machine gives today.</summary>
internal sealed class LineYardstick(string name, string what, Func<ILineWork> begin) : IBenchRow
{
    private const int PieceBytes = 256 << 10;

    public string Name => name;

    public string What => what;

    public BenchResult Run(BenchRun run)
    {
        string path = run.Input.Lines(InputKind.Ordinary);
        return PinnedThread.Run(1, () =>
        {
            Pass(path, run, warmUp: true);
            return BenchResult.Median([.. Enumerable.Range(0, run.Options.Passes).Select(_ => Pass(path, run, warmUp: false))]);
        });
    }

    private BenchResult Pass(string path, BenchRun run, bool warmUp)
    {
        using ILineWork work = begin();
        using LineChunks chunks = new(path);
        Meter meter = new();
        long events = 0;
        while (chunks.Next())
        {
            run.Stop.ThrowIfCancellationRequested();
            meter.Start();
            for (int start = 0, end; start < chunks.Length; start = end)
            {
                end = EndOfPiece(chunks, start);
                events += work.Take(chunks.Buffer, start, end);
            }

            meter.Stop();
            if (warmUp) break;
        }

        return BenchResult.Of(Name, events, meter);
    }

    private static int EndOfPiece(LineChunks chunks, int start)
    {
        int end = start + PieceBytes;
        if (end >= chunks.Length) return chunks.Length;
        return end + chunks.Buffer.AsSpan(end, chunks.Length - end).IndexOf((byte)'\n') + 1;
    }
}
