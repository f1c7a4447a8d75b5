using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Rows;
using Pipeline.Cli.Bench.Yardsticks;

namespace Pipeline.Cli.Bench;

/// <summary>The rows, in the order in which they run.</summary>
internal static class BenchRows
{
    /// <summary>The row that the others are compared with.</summary>
    internal const string Limit = "yardstick.batched";

    /// <summary>All.</summary>
    internal static IReadOnlyList<IBenchRow> All { get; } =
    [
        new LineYardstick("yardstick.newlines", "finding line ends", () => new NewlineWork()),
        new LineYardstick("yardstick.scanner", "fixed-schema scanner", () => new ScannerWork()),
        new LineYardstick("yardstick.utf8jsonreader", "Utf8JsonReader as most write it", () => new JsonReaderWork()),
        new LineYardstick("yardstick.plain", "scanner, small funnel, dictionaries", () => new PlainWork()),
        new LineYardstick(Limit, "the same in batches, prefetched", () => new BatchedWork()),
        new DecodeRow(),
        new FoldRow(),
        new ReplayRow(1),
        new ReplayRow(2),
        new PathRow("path.1", InputKind.Ordinary, 1),
        new PathRow("path.2", InputKind.Ordinary, 2),
        new PathRow("path.full", InputKind.Full, 1),
        new PathRow("hot", InputKind.Hot, 1),
        new EpochRow(),
        new RecoveryRow(),
        new ShoppersRow("shoppers.100k", 100_000),
        new ShoppersRow("shoppers.10m", 10_000_000),
    ];

    /// <summary>Those that are named, or whose group (<c>yardstick</c>) is; all when nothing is named. What names none is in <paramref name="unknown"/>.</summary>
    internal static IReadOnlyList<IBenchRow> Select(IReadOnlyList<string> names, out IReadOnlyList<string> unknown)
    {
        unknown = [.. names.Where(n => !All.Any(r => Matches(r, n)))];
        return names.Count == 0 ? All : [.. All.Where(r => names.Any(n => Matches(r, n)))];
    }

    private static bool Matches(IBenchRow row, string name) => row.Name == name || row.Name.StartsWith(name + '.', StringComparison.Ordinal);
}
