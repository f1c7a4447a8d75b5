using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>The shape of files and types.</summary>
public sealed class ShapeTests
{
    internal const int MostFileLines = 400;
    internal const int MostMemberLines = 60;

    [Fact]
    public void Classes_are_sealed_static_or_abstract() => Findings.None(
        "A class is sealed, static or abstract, a record too:", Rules.Open(Repository.Sources));

    [Fact]
    public void A_file_holds_one_type_of_its_name() => Findings.None(
        "One top-level type a file, named as the file (Type.cs, Type.Part.cs):", Repository.Sources.SelectMany(Rules.Misnamed));

    [Fact]
    public void Files_are_short() => Findings.None(
        $"No file has over {MostFileLines} lines:",
        Repository.Sources.Where(s => s.Lines > MostFileLines).Select(s => $"{s.Path}: {s.Lines}"));

    [Fact]
    public void Members_are_short() => Findings.None(
        $"No method has over {MostMemberLines} lines:", Repository.Sources.SelectMany(s => Rules.LongMembers(s, MostMemberLines)));
}
