namespace Pipeline.Core.Epochs;

/// <summary>A registry's answer; where the outcome is not <see cref="RegisterOutcome.Registered"/> nothing changed.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="State">What the registry holds now.</param>
public sealed record RegisterAnswer(RegisterOutcome Outcome, RegistryState State);
