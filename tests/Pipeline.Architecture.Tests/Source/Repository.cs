namespace Pipeline.Architecture.Tests.Source;

/// <summary>The tree that this test was built in, without what builds put there.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file but those of builds and of hidden folders other than <c>.ci</c>.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesUnder(Root).Order(StringComparer.Ordinal)];

    /// <summary>All C# files.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).Select(SourceFile.Read)];

    /// <summary>All project files.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))];

    /// <summary>C# files of a folder, as <c>src/Pipeline.Core</c>.</summary>
    public static IEnumerable<SourceFile> SourcesOf(string folder) =>
        Sources.Where(s => s.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public static string FullPath(string path) => Path.Combine(Root, path);

    private static IEnumerable<string> FilesUnder(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            bool isHidden = name[0] == '.' && name != ".ci";
            if (isHidden || Built.Contains(name)) continue;
            foreach (string file in FilesUnder(inner)) yield return file;
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Orleans.Pipeline.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("This test is not inside the repository that it is about.");
    }
}
