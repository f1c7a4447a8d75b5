namespace Pipeline.Core.Shards;

/// <summary>Versions that a state carries.</summary>
public static class FoldVersion
{
    /// <summary>Raised whenever the same events would give other numbers: such a state is rebuilt, as a new generation.</summary>
    public const int Numbers = 1;

    /// <summary>Raised whenever the form of a shard's root or pages changes: an older form is read and migrated.</summary>
    public const int Form = 2;
}
