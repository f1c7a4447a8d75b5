using Pipeline.Core.Settings;

namespace Pipeline.Engine.Running;

/// <summary>The folder's newest generation is a rebuild that has not caught up: there is nothing that may be shown.</summary>
/// <param name="progress">How far it is.</param>
/// <param name="settings">The settings that it is made with.</param>
public sealed class RebuildUnderWayException(RebuildProgress progress, FoldSettings settings)
    : Exception($"A rebuild is under way: {progress.Records} of {progress.Of} records.")
{
    /// <summary>How far it is.</summary>
    public RebuildProgress Progress => progress;

    /// <summary>The settings that it is made with.</summary>
    public FoldSettings Settings => settings;
}
