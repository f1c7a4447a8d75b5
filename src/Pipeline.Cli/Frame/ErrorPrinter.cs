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
        FileNotFoundException or DirectoryNotFoundException =>
            new CliException(ExitCodes.InputOutput, "A file is not there.", exception.Message, "Check the path."),
        UnauthorizedAccessException =>
            new CliException(ExitCodes.InputOutput, "Access was denied.", exception.Message, "Check the permissions of the path."),
        IOException io when IsDiskFull(io) =>
            new CliException(ExitCodes.InputOutput, "The disk is full.", io.Message, "Free space, then start again: nothing acknowledged is lost."),
        IOException io => new CliException(ExitCodes.InputOutput, "Reading or writing failed.", io.Message, null),
        _ => null,
    };

    /// <summary>Whoever read our output has gone, as <c>head</c> does; not worth a message. EPIPE, ERROR_BROKEN_PIPE, ERROR_NO_DATA.</summary>
    internal static bool IsBrokenPipe(Exception exception) =>
        exception is IOException io && (OperatingSystem.IsWindows() ? (io.HResult & 0xFFFF) is 109 or 232 : io.HResult is 32);

    /// <summary>ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException io) =>
        OperatingSystem.IsWindows() ? (io.HResult & 0xFFFF) is 112 or 39 : io.HResult is 28 or 122;
}
