using System.Text.RegularExpressions;
using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>Rules about one file's text, apart from the tree, so that they can be tried on planted mistakes.</summary>
internal static partial class Rules
{
    /// <summary>Files without a type of their own.</summary>
    private static readonly string[] Typeless = ["Program.cs", "GlobalUsings.cs", "AssemblyInfo.cs"];

    /// <summary>Classes that can be derived from by accident. One part of a partial class speaks for all.</summary>
    public static IEnumerable<string> Open(IEnumerable<SourceFile> sources) =>
        from declared in sources.SelectMany(s => s.Outline.Types.Select(t => (Source: s, Type: t)))
        where declared.Type.Kind is "class" or "record"
        group declared by (Path.GetDirectoryName(declared.Source.Path), declared.Type.Name) into parts
        where !parts.Any(p => p.Type.Modifiers.Any(m => m is "sealed" or "static" or "abstract"))
        select $"{parts.First().Source.At(parts.First().Type.Index)} {parts.Key.Name}";

    /// <summary>Files with none or several top-level types, or with one of another name.</summary>
    public static IEnumerable<string> Misnamed(SourceFile source)
    {
        string file = Path.GetFileName(source.Path);
        string[] names = [.. source.Outline.Types.Where(t => !t.IsNested).Select(t => t.Name)];
        if (names.Length == 0 && Typeless.Contains(file)) return [];
        return names.Length == 1 && names[0] == file.Split('.')[0] ? [] : [$"{source.Path}: {string.Join(", ", names)}"];
    }

    /// <summary>Members of more than that many lines.</summary>
    public static IEnumerable<string> LongMembers(SourceFile source, int most) =>
        from member in source.Outline.Members
        let lines = source.LineAt(member.End - 1) - source.LineAt(member.Index) + 1
        where lines > most
        select $"{source.At(member.Index)} {lines} lines: {member.Header.Split('\n')[0]}";

    /// <summary>Catches of everything, and empty ones, that do not say why.</summary>
    public static IEnumerable<string> SilentCatches(SourceFile source)
    {
        foreach (Match match in Catch.Matches(source.Code))
        {
            int behind = match.Index + match.Length;
            int block = match.Groups["when"].Success ? Outline.Behind(source.Code, behind) : behind;
            bool isFiltered = NamedTypes.IsMatch(source.Code[behind..block]);
            block = source.Code.IndexOf('{', block);
            int end = Outline.Behind(source.Code, block);
            bool isEmpty = source.Code.AsSpan(block + 1, end - block - 2).IsWhiteSpace();
            bool isOfNamedTypes = match.Groups["type"].Success && match.Groups["type"].Value is not ("Exception" or "System.Exception");
            if ((isEmpty || !(isOfNamedTypes || isFiltered)) && !source.HasComment(match.Index, end)) yield return source.At(match.Index);
        }
    }

    /// <summary>Where time is read or waited for without a <see cref="TimeProvider"/>.</summary>
    public static IEnumerable<(string Place, string What)> Clocks(SourceFile source) =>
        from Match match in Clock.Matches(source.Code)
        select (source.At(match.Index), match.Value);

    [GeneratedRegex(@"\bcatch\b\s*(\(\s*(?<type>[\w.]+)[^)]*\)\s*)?(?<when>when\s*)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Catch { get; }

    [GeneratedRegex(@"\bis\s+(?!not\b|\{|null\b)\w")]
    private static partial Regex NamedTypes { get; }

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\b|\bEnvironment\s*\.\s*TickCount(64)?\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock { get; }
}
