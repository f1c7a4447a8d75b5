namespace Pipeline.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">What was looked at, in a word or two.</param>
/// <param name="What">What was found.</param>
/// <param name="Why">What that means; empty only where nothing is wrong.</param>
/// <param name="WhatToDo">The next step, with its command; empty only where nothing is wrong.</param>
internal sealed record Finding(Severity Severity, string Subject, string What, string Why = "", string WhatToDo = "")
{
    internal bool IsWrong => Severity >= Severity.Warning;

    internal static Finding Ok(string subject, string what) => new(Severity.Ok, subject, what);

    internal static Finding Note(string subject, string what, string why = "", string whatToDo = "") => new(Severity.Note, subject, what, why, whatToDo);

    internal static Finding Warning(string subject, string what, string why, string whatToDo) => new(Severity.Warning, subject, what, why, whatToDo);

    internal static Finding Error(string subject, string what, string why, string whatToDo) => new(Severity.Error, subject, what, why, whatToDo);
}
