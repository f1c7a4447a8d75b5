namespace Pipeline.Import.Fields;

/// <summary>What became of an event's field.</summary>
internal enum FieldOutcome : byte
{
    /// <summary>It is written, or left out because <c>values</c> says so.</summary>
    Done = 0,

    /// <summary>Its source is empty: there is nothing to write.</summary>
    Absent,

    /// <summary>The mapping says that this is no event.</summary>
    NoEvent,

    /// <summary>It cannot be made; the work says why.</summary>
    Faulty,
}
