using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Measure;
using Pipeline.Core.Decoding;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>One shard's fold over events already decoded.</summary>
internal sealed class FoldRow : IBenchRow
{
    public string Name => "fold";

    public string What => "decoded events into one shard";

    public BenchResult Run(BenchRun run)
    {
        string log = run.Input.Log(InputKind.Ordinary);
        return PinnedThread.Run(1, () =>
        {
            WarmUp.Core(log);
            using CoreFold fold = new();
            foreach (RawBlock block in LogBlocks.Read(log))
            {
                run.Stop.ThrowIfCancellationRequested();
                fold.Take(block);
            }

            return BenchResult.Of(Name, fold.Records, fold.Folding) with
            {
                More = [("shoppers", fold.Shoppers), ("state_bytes", fold.MemoryBytes)],
            };
        });
    }
}
