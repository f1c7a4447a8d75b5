using Pipeline.Log;
using Pipeline.Store.Files;

namespace Pipeline.Cli.Frame;

/// <summary>Prints errors: what, why, what to do.</summary>
internal static class ErrorPrinter
{
    internal static int Print(CliContext context, CliException error)
    {
        context.Error.WriteLine($"pipeline: {error.Message}");
        foreach (string line in error.Why) context.Error.WriteLine($"  {line}");
        foreach (string step in error.WhatToDo) context.Error.WriteLine($"  → {step}");
        return error.ExitCode;
    }

    /// <summary>The error that an exception of the framework stands for; null when it is none that a user can cause.</summary>
    internal static CliException? Classify(Exception exception) => exception switch
    {
        CliException known => known,
        StoreVersionException =>
            new CliException(ExitCodes.Damaged, "A newer program made this.", exception.Message, "Use that newer program; this one changed nothing."),
        FileNotFoundException or DirectoryNotFoundException =>
            new CliException(ExitCodes.InputOutput, "A file is not there.", exception.Message, "Check the path."),
        UnauthorizedAccessException =>
            new CliException(ExitCodes.InputOutput, "Access was denied.", exception.Message, "Check the permissions of the path."),
        IOException io when IsDiskFull(io) => DiskFull(io),
        LogWriteException { IsDiskFull: true } => DiskFull(exception),
        LogWriteException => new CliException(ExitCodes.InputOutput, "The log could not be written.", exception.Message, "Check the disk (pipeline doctor --data DIR), then do it again: nothing acknowledged is lost."),
        LogException => new CliException(ExitCodes.Damaged, "The log is not what it was.", exception.Message, "Restore it from a backup."),
        IOException io => new CliException(ExitCodes.InputOutput, "Reading or writing failed.", io.Message, "Check the path and the disk, then do it again."),
        _ => null,
    };

    /// <summary>Whoever read our output has gone, as <c>head</c> does; not worth a message. EPIPE, ERROR_BROKEN_PIPE, ERROR_NO_DATA.</summary>
    internal static bool IsBrokenPipe(Exception exception) =>
        exception is IOException io && (OperatingSystem.IsWindows() ? (io.HResult & 0xFFFF) is 109 or 232 : io.HResult is 32);

    private static CliException DiskFull(Exception exception) =>
        new(ExitCodes.InputOutput, "The disk is full.", exception.Message, "Free space, then start again: nothing acknowledged is lost.");

    /// <summary>ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException io) =>
        OperatingSystem.IsWindows() ? (io.HResult & 0xFFFF) is 112 or 39 : io.HResult is 28 or 122;
}
