using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pipeline.Architecture.Tests.Source;

/// <summary>What a compiled assembly needs of others, also where its source does not spell it out.</summary>
internal sealed class CompiledAssembly
{
    private CompiledAssembly(IReadOnlyList<string> references, IReadOnlyList<string> types, IReadOnlyList<string> members) =>
        (References, Types, Members) = (references, types, members);

    /// <summary>Names of referenced assemblies.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Full names of the types that it uses of other assemblies; a nested one as its outermost.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Members that it uses of them, as <c>System.DateTime.get_Now</c>.</summary>
    public IReadOnlyList<string> Members { get; }

    public static CompiledAssembly Of(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return new CompiledAssembly(
            [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))],
            [.. metadata.TypeReferences.Select(r => NameOf(metadata, r)).Distinct()],
            [.. MembersOf(metadata).Distinct()]);
    }

    private static IEnumerable<string> MembersOf(MetadataReader metadata)
    {
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                yield return $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";
        }
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)
            : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
