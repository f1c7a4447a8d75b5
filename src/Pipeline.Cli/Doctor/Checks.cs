using Pipeline.Cli.Doctor.Folder;
using Pipeline.Cli.Doctor.Machine;
using Pipeline.Cli.Doctor.Shaping;

namespace Pipeline.Cli.Doctor;

/// <summary>All checks, in the order in which they are made: later ones build on what earlier ones found out.</summary>
internal static class Checks
{
    /// <summary>A server that settings name has a check of its own, which is added behind those of the settings.</summary>
    internal static IReadOnlyList<ICheck> All { get; } =
    [
        new RuntimeCheck(),
        new TempCheck(),
        new FileLimitCheck(),
        new SettingsFileCheck(),
        new PlaceCheck(),
        new DiskCheck(),
        new EngineCheck(),
        new LogCheck(),
        new RegistryCheck(),
        new SnapshotCheck(),
        new FactsCheck(),
        new RetentionCheck(),
        new GrowthCheck(),
        new MemoryCheck(),
        new ClockCheck(),
        new StateSettingsCheck(),
    ];
}
