using System.Diagnostics.CodeAnalysis;
using Pipeline.Core.Settings;

namespace Pipeline.Import;

/// <summary>What reading a mapping gave: a mapping, or every mistake in it.</summary>
public sealed class MappingResult
{
    internal MappingResult(Mapping? mapping, IReadOnlyList<SettingsMistake> mistakes)
    {
        Mapping = mistakes.Count == 0 ? mapping : null;
        Mistakes = mistakes;
    }

    /// <summary>The mapping; null when there is a mistake.</summary>
    public Mapping? Mapping { get; }

    /// <summary>All mistakes, in the order they were found; empty when there is none.</summary>
    public IReadOnlyList<SettingsMistake> Mistakes { get; }

    /// <summary>Whether the mapping can be used.</summary>
    [MemberNotNullWhen(true, nameof(Mapping))]
    public bool IsValid => Mapping is not null;
}
