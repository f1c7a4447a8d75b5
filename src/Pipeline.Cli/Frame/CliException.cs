namespace Pipeline.Cli.Frame;

/// <summary>An error that a command ends with: what happened, why, and what to do. Printed without a stack trace.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="what">What could not be done, in one line.</param>
/// <param name="why">The cause, a line each; may be empty.</param>
/// <param name="whatToDo">The next steps that the user may choose from, with commands; none when there is none.</param>
internal sealed class CliException(int exitCode, string what, IReadOnlyList<string> why, params string?[]? whatToDo) : Exception(what)
{
    internal CliException(int exitCode, string what, string why, params string?[]? whatToDo)
        : this(exitCode, what, [why], whatToDo)
    {
    }

    internal int ExitCode => exitCode;

    internal IReadOnlyList<string> Why => why;

    internal IReadOnlyList<string> WhatToDo { get; } = [.. (whatToDo ?? []).OfType<string>()];
}
