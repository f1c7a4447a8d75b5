namespace Pipeline.Cli.Doctor;

/// <summary>Looks at one thing and says how it is; changes nothing.</summary>
internal interface ICheck
{
    /// <summary>Under which heading its findings stand: <c>machine</c>, <c>folder</c>, <c>settings</c>, or a server's name.</summary>
    string Area { get; }

    /// <summary>What is found; nothing where there is nothing to look at.</summary>
    /// <exception cref="IOException">It could not be looked at, which is a finding too.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at, which is a finding too.</exception>
    IEnumerable<Finding> Look(Examination examination, CancellationToken stop);
}
