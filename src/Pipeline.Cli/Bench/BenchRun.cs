using Pipeline.Cli.Bench.Input;

namespace Pipeline.Cli.Bench;

/// <summary>What a row works with.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Input">The generated events.</param>
/// <param name="Say">Told what is going on.</param>
/// <param name="Stop">Cancelled by Ctrl-C.</param>
internal sealed record BenchRun(BenchOptions Options, BenchInput Input, Action<string> Say, CancellationToken Stop);
