namespace Pipeline.Cli.Frame;

/// <summary>An error that a command ends with: what happened, why, and what to do. Printed without a stack trace.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="what">What could not be done, in one line.</param>
/// <param name="why">The cause, a line each; may be empty.</param>
/// <param name="whatToDo">The next step for the user, may name a command; null when there is none.</param>
internal sealed class CliException(int exitCode, string what, IReadOnlyList<string> why, string? whatToDo) : Exception(what)
{
    internal CliException(int exitCode, string what, string why, string? whatToDo)
        : this(exitCode, what, [why], whatToDo)
    {
    }

    internal int ExitCode => exitCode;

    internal IReadOnlyList<string> Why => why;

    internal string? WhatToDo => whatToDo;
}
