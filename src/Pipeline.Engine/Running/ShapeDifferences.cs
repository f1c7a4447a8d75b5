using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;

namespace Pipeline.Engine.Running;

/// <summary>Says what gives two generations other numbers, a line each.</summary>
internal static class ShapeDifferences
{
    private const string NewerProgram = "settings: a newer program made the state, with settings that this one does not know";

    public static IReadOnlyList<string> Of(Generation stored, Generation given)
    {
        List<string> all = SettingsReader.ReadStored(stored.Settings.Span).Settings is { } read
            ? [.. FoldSettingsComparer.Differences(read.Fold, SettingsOf(given)).Select(d => d.ToString())]
            : [NewerProgram];
        if (given.Shards != stored.Shards) all.Add($"shards: the state was made with {stored.Shards}, given is {given.Shards}");
        if (given.FoldVersion != stored.FoldVersion)
            all.Add($"program: the state was made by a fold of version {stored.FoldVersion}, this one has version {given.FoldVersion}");
        if (given.LogIdentity != stored.LogIdentity) all.Add($"log: the state was made from log {stored.LogIdentity}, in the folder lies {given.LogIdentity}");
        return all;
    }

    /// <exception cref="EngineStoppedException">A newer program made the generation.</exception>
    public static FoldSettings SettingsOf(Generation generation) => SettingsReader.ReadStored(generation.Settings.Span).Settings?.Fold
        ?? throw new EngineStoppedException(StopReason.AnotherShape, [NewerProgram]);
}
