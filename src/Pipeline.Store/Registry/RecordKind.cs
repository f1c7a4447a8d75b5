namespace Pipeline.Store.Registry;

/// <summary>What a record of the registry's file tells; the numbers are in the file and never change their meaning.</summary>
internal enum RecordKind : byte
{
    /// <summary>Numbers up to here were given out by a registry that was lost.</summary>
    Floor = 1,

    /// <summary>A generation's description; its first epoch is in the same record unless the file was written anew.</summary>
    Generation = 2,

    /// <summary>An epoch.</summary>
    Epoch = 3,

    /// <summary>A term that was drawn.</summary>
    Term = 4,

    /// <summary>A sink's cursor for a shard, or that it has none any more.</summary>
    Cursor = 5,
}
