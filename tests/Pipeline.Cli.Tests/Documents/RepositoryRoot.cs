namespace Pipeline.Cli.Tests.Documents;

/// <summary>The repository that these tests are of.</summary>
internal static class RepositoryRoot
{
    internal static string Path { get; } = Find();

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Orleans.Pipeline.sln"))) folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("This test is not inside the repository that it is about.");
    }
}
