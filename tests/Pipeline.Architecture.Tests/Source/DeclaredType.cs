namespace Pipeline.Architecture.Tests.Source;

/// <summary>A type's declaration, or one part of it.</summary>
/// <param name="Kind"><c>class</c>, <c>record</c>, <c>struct</c>, <c>interface</c>, <c>enum</c> or <c>delegate</c>.</param>
/// <param name="Name">Without type parameters.</param>
/// <param name="Modifiers">As written.</param>
/// <param name="IsNested">Whether it stands inside another type.</param>
/// <param name="Index">Where its declaration begins.</param>
internal sealed record DeclaredType(string Kind, string Name, IReadOnlyList<string> Modifiers, bool IsNested, int Index);
