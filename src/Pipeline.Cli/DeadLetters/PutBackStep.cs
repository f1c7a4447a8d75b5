namespace Pipeline.Cli.DeadLetters;

/// <summary>How far putting a batch of records back has come: between any two, a process may be killed.</summary>
internal enum PutBackStep
{
    /// <summary>What is to be put back is in the journal, durably.</summary>
    Intended = 0,

    /// <summary>One more record was handed to the log, which may or may not have it on the disk.</summary>
    Appended,

    /// <summary>The log has all of them, durably.</summary>
    Flushed,

    /// <summary>The journal says where each is, durably.</summary>
    Noted,
}
