namespace Pipeline.Cli.Frame;

/// <summary>What the process's exit code says; the same for every command, and part of what scripts rely on.</summary>
internal static class ExitCodes
{
    /// <summary>All that was asked for is done.</summary>
    internal const int Done = 0;

    /// <summary>A check failed: <c>verify</c> found a difference, <c>bench</c> an export that is not the reference's, <c>map</c> nothing for a field that every event needs, <c>doctor</c> something wrong, <c>dlq repair</c> records that would be rejected or late again.</summary>
    internal const int Difference = 1;

    /// <summary>The command line (an input file that is not there, too) or the settings or mapping file has mistakes, or the mapping does not fit a file, or settings, shards, program or log differ from those of the state; nothing was done.</summary>
    internal const int Usage = 2;

    /// <summary>Nothing can be proved, or rebuilt, because the beginning of the log is gone.</summary>
    internal const int CannotBeProved = 3;

    /// <summary>Another process uses the data folder.</summary>
    internal const int FolderInUse = 4;

    /// <summary>Stored data is damaged or not what it is taken for, and no whole copy is left.</summary>
    internal const int Damaged = 5;

    /// <summary>Reading or writing failed: no such data folder or settings file, no permission, disk full.</summary>
    internal const int InputOutput = 6;

    /// <summary>Nothing can be shown yet: the log is counted anew, and what was shown before is not reached.</summary>
    internal const int NotCaughtUp = 7;

    /// <summary>All was read, but of lines that are longer than a log's record may be only the beginning.</summary>
    internal const int LinesCut = 8;

    /// <summary>A bug: an error that no code above stands for. Please report it.</summary>
    internal const int Internal = 70;

    /// <summary>Interrupted (Ctrl-C, SIGTERM) before all was done; what was done is whole.</summary>
    internal const int Interrupted = 130;

    /// <summary>The table that <c>--help</c> shows.</summary>
    internal static IReadOnlyList<(int Code, string Meaning)> Table { get; } =
    [
        (Done, "done"),
        (Difference, "a check failed: a difference was found, a file lacks what events need, doctor found something wrong, or repaired records would be rejected again"),
        (Usage, "mistakes on the command line (also an input file that is not there) or in settings or mapping, or they are not the state's; nothing was done"),
        (CannotBeProved, "nothing can be proved or rebuilt: the log's beginning is gone"),
        (FolderInUse, "another process uses the data folder"),
        (Damaged, "stored data is damaged"),
        (InputOutput, "reading or writing failed (missing data folder or settings file, permission, disk full)"),
        (NotCaughtUp, "nothing can be shown yet: a rebuild has not caught up"),
        (LinesCut, "done, but lines longer than 64 MiB were cut; which ones was told"),
        (Internal, "a bug; please report it"),
        (Interrupted, "interrupted before all was done; what was done is whole"),
    ];
}
