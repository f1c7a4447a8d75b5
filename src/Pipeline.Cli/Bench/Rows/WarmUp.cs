using Pipeline.Cli.Bench.Input;
using Pipeline.Core.Decoding;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>Lets the compiler finish before the clocks run.</summary>
internal static class WarmUp
{
    private const long Records = 500_000;

    /// <summary>Folds the beginning of a log and forgets it.</summary>
    internal static void Core(string log)
    {
        using CoreFold fold = new();
        foreach (RawBlock block in LogBlocks.Read(log, Records)) fold.Take(block);
    }
}
