using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Commands;

/// <summary>What <c>pipeline replay</c> was asked for.</summary>
internal sealed record ReplayRequest
{
    internal IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The mapping of the inputs, a file; null: they are events.</summary>
    internal string? MappingPath { get; init; }

    internal string? Data { get; init; }

    internal required string Export { get; init; }

    /// <summary>Partitions of files; a log has its own. Null: not given.</summary>
    internal int? Partitions { get; init; }

    internal required int Shards { get; init; }

    internal long? HorizonMilliseconds { get; init; }

    internal string? SettingsPath { get; init; }

    internal required LogOffsets From { get; init; }

    internal required LogOffsets To { get; init; }

    internal bool Json { get; init; }

    internal int FilePartitions => Partitions ?? 1;

    /// <exception cref="CliException">Something is out of its range; all that is, is named.</exception>
    internal void Check()
    {
        List<string> why = [];
        if (Partitions is < 1 or > 4096) why.Add($"--partitions: {Partitions} is not from 1 to 4096");
        if (Shards is < 1 or > 1024) why.Add($"--shards: {Shards} is not from 1 to 1024");
        if (Inputs.Count == 0 && Data is null) why.Add("--input or --data: nothing to read is named");
        bool hasRange = !From.IsEmpty || !To.IsEmpty;
        if (hasRange && Inputs.Count > 0) why.Add("--from and --to are offsets of a folder's log: not with --input");
        if (MappingPath is not null && Inputs.Count == 0) why.Add("--map is for --input: a log holds events");
        if (Partitions is not null && Inputs.Count == 0) why.Add("--partitions is for --input: a log has its own");
        if (File.Exists(Export)) why.Add($"--export: {Export} is a file; name a folder");
        why.AddRange([.. From.Malformed(), .. To.Malformed(), .. InputFiles.Missing(Inputs)]);
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", why, "See: pipeline replay --help");
    }

    /// <exception cref="CliException">The settings have mistakes.</exception>
    internal PipelineSettings LoadSettings() => SettingsFile.Load(SettingsPath, HorizonMilliseconds);
}
