namespace Pipeline.Engine.Tests.Running;

/// <summary>What happens to one call of the registry.</summary>
internal enum RegistryFault
{
    None,

    /// <summary>Nothing was done, and the caller does not know.</summary>
    RequestLost,

    /// <summary>It was done, and the caller does not know.</summary>
    AnswerLost,
}
