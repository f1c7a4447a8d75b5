namespace Pipeline.Cli.Frame;

/// <summary>Prints errors: what, why, what to do.</summary>
internal static class ErrorPrinter
{
    internal static int Print(CliContext context, CliException error)
    {
        context.Error.WriteLine($"pipeline: {error.Message}");
        foreach (string line in error.Why) context.Error.WriteLine($"  {line}");
        if (error.WhatToDo is { } step) context.Error.WriteLine($"  → {step}");
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

    /// <summary>ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException io) => (io.HResult & 0xFFFF) is 28 or 122 or 112 or 39;
}
