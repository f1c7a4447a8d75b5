namespace Pipeline.Cli.Doctor;

/// <summary>How much a finding matters; from <see cref="Warning"/> on something is wrong.</summary>
internal enum Severity
{
    /// <summary>It was looked at, and is well.</summary>
    Ok = 0,

    /// <summary>Worth knowing; nothing has to be done.</summary>
    Note,

    /// <summary>All works, but it will not for long, or not as well as it could.</summary>
    Warning,

    /// <summary>Something does not work, or is lost.</summary>
    Error,
}
