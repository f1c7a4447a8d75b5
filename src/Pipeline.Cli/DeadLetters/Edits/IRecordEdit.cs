namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>One way to repair a record.</summary>
internal interface IRecordEdit
{
    /// <summary>The repaired record; the same bytes where there is nothing to do, or the record is not of the kind that can be repaired so.</summary>
    byte[] Apply(byte[] record);
}
