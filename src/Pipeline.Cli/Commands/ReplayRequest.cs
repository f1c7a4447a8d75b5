using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Commands;

/// <summary>What <c>pipeline replay</c> was asked for.</summary>
internal sealed record ReplayRequest(
    IReadOnlyList<string> Inputs, string? Data, string Export, int Partitions, int Shards, PipelineSettings Settings, bool Json)
{
    /// <exception cref="CliException">Something is out of its range; all that is, is named.</exception>
    internal void Check()
    {
        List<string> why = [];
        if (Partitions is < 1 or > 4096) why.Add($"--partitions: {Partitions} is not from 1 to 4096");
        if (Shards is < 1 or > 1024) why.Add($"--shards: {Shards} is not from 1 to 1024");
        if (Inputs.Count == 0 && Data is null) why.Add("--input or --data: nothing to read is named");
        why.AddRange(InputFiles.Missing(Inputs));
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", why, "See: pipeline replay --help");
    }
}
