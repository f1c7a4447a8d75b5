namespace Pipeline.Core.Settings;

/// <summary>
/// All that a settings file can say (<c>docs/settings.md</c>). Every value has a default, so <c>new PipelineSettings()</c>
/// is what an absent file means. Read and checked by <see cref="SettingsReader"/>.
/// </summary>
public sealed record PipelineSettings
{
    /// <summary>What shapes numbers; stored with the state.</summary>
    public FoldSettings Fold { get; init; } = new();

    /// <summary>How often epochs are registered.</summary>
    public EpochSettings Epochs { get; init; } = new();

    /// <summary>When snapshots are taken.</summary>
    public SnapshotSettings Snapshots { get; init; } = new();

    /// <summary>The embedded log's segments, retention and durability.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>How long rejected records are kept.</summary>
    public FactSettings DeadLetters { get; init; } = new();

    /// <summary>How long late records are kept.</summary>
    public FactSettings Late { get; init; } = new();
}
