namespace Pipeline.Engine.Tests.Kills;

/// <summary>What a kill waits for.</summary>
internal enum KillKind
{
    /// <summary>A share of the records is registered.</summary>
    Share,

    /// <summary>The process holds the folder: it restores snapshots and reads the log again.</summary>
    Start,

    /// <summary>A number of epochs since the process started.</summary>
    Epoch,

    /// <summary>A number of snapshots begun since the process started: the last is half written.</summary>
    SnapshotBegun,

    /// <summary>A number of snapshots whole since the process started: what follows is cleaning up and putting days away.</summary>
    SnapshotWhole,
}
