using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Core.Settings;

/// <summary>What reading a settings file gave: settings, or every mistake in it.</summary>
public sealed class SettingsResult
{
    internal SettingsResult(PipelineSettings? settings, IReadOnlyList<SettingsMistake> mistakes)
    {
        Settings = mistakes.Count == 0 ? settings : null;
        Mistakes = mistakes;
    }

    /// <summary>The settings; null when there is a mistake.</summary>
    public PipelineSettings? Settings { get; }

    /// <summary>All mistakes, in the order they were found; empty when there is none.</summary>
    public IReadOnlyList<SettingsMistake> Mistakes { get; }

    /// <summary>Whether the file can be used.</summary>
    [MemberNotNullWhen(true, nameof(Settings))]
    public bool IsValid => Settings is not null;
}
