namespace Pipeline.Architecture.Tests.Source;

/// <summary>A member with a body: method, constructor, operator, property.</summary>
/// <param name="Header">What stands before the body.</param>
/// <param name="Index">Where it begins, behind its attributes.</param>
/// <param name="End">Where its body ends.</param>
internal sealed record DeclaredMember(string Header, int Index, int End);
