using Pipeline.Generator;

namespace Pipeline.Cli.Commands;

/// <summary>What <c>pipeline generate</c> was asked for.</summary>
/// <param name="Options">The stream.</param>
/// <param name="Output">A file, or <c>-</c> for standard output; null: a folder's log.</param>
/// <param name="Data">The folder whose log it is; null: none.</param>
/// <param name="Partitions">Partitions of a new log; null: one.</param>
/// <param name="PlantedFile">Where to write what was planted; null: nowhere.</param>
/// <param name="Rate">Records a second; null: as fast as possible.</param>
/// <param name="Json">Whether the result is printed as JSON.</param>
internal sealed record GenerateRequest(
    GeneratorOptions Options, string? Output, string? Data, int? Partitions, string? PlantedFile, long? Rate, bool Json);
