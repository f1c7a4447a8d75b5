namespace Pipeline.Testing.Data;

/// <summary>
/// The folder of the real data sets, which is no part of the repository: <c>PIPELINE_DATA</c>, else <c>../shared/data</c>
/// beside the repository.
/// </summary>
public static class DataFolder
{
    private const string Solution = "Orleans.Pipeline.sln";
    private const string Variable = "PIPELINE_DATA";

    /// <summary>The repository's root: the folder above the running test that holds the solution.</summary>
    public static string RepositoryRoot
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution))) folder = folder.Parent;
            return folder?.FullName ?? throw new DirectoryNotFoundException($"{Solution} is in no folder above {AppContext.BaseDirectory}.");
        }
    }

    /// <summary>Where the data sets are, or would be.</summary>
    public static string Location =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? folder
            : Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));

    /// <summary>The path of a data set; the running test is skipped, saying why, when it is not on this machine.</summary>
    public static string PathOrSkip(string file)
    {
        string path = Path.Combine(Location, file);
        Xunit.Assert.SkipUnless(File.Exists(path), $"The data set {path} is not on this machine ({Variable} names another folder).");
        return path;
    }
}
