namespace Pipeline.Store.Registry;

/// <summary>What was found, and put right, when the registry was opened; to be shown to the operator where it is not all zeros.</summary>
/// <param name="Healed">Records of which one of the two copies was damaged; they were written again.</param>
/// <param name="CutBytes">Length in bytes of an unfinished record at the end, never acknowledged, that was cut off.</param>
public readonly record struct RegistryOpening(int Healed, long CutBytes);
