using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Measure;
using Pipeline.Core.Decoding;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>The decoder alone over the log's blocks.</summary>
internal sealed class DecodeRow : IBenchRow
{
    public string Name => "decode";

    public string What => "records to events";

    public BenchResult Run(BenchRun run)
    {
        string log = run.Input.Log(InputKind.Ordinary);
        return PinnedThread.Run(1, () =>
        {
            WarmUp.Core(log);
            return BenchResult.Median([.. Enumerable.Range(0, run.Options.Passes).Select(_ => Pass(log, run.Stop))]);
        });
    }

    private BenchResult Pass(string log, CancellationToken stop)
    {
        using CoreFold fold = new();
        foreach (RawBlock block in LogBlocks.Read(log))
        {
            stop.ThrowIfCancellationRequested();
            fold.Decode(block);
        }

        return BenchResult.Of(Name, fold.Records, fold.Decoding);
    }
}
