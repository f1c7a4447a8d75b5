using Pipeline.Store.Folders;

namespace Pipeline.Store.Tests.Folders;

/// <summary>A side takes the folder's place whole, from wherever it was interrupted.</summary>
public sealed class SideFolderTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("pipeline-side-").FullName;

    private DataFolderPaths Main => new(_data);

    private DataFolderPaths Side => new(SideFolder.PathOf(_data));

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void A_side_reads_the_same_log_and_removing_it_leaves_the_log()
    {
        Fill(Main, "old");
        SideFolder.Create(_data, numbersGivenOut: 7);
        DataFolder.Open(Side.Root).Dispose();
        Assert.True(SideFolder.Exists(_data));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Side.Log, "file")));
        SideFolder.Remove(_data);
        Assert.False(Directory.Exists(Side.Root));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Main.Log, "file")));
    }

    [Fact]
    public void Before_it_is_decided_nothing_is_brought_over()
    {
        Fill(Main, "old");
        SideFolder.Create(_data, numbersGivenOut: 7);
        Fill(Side, "new");
        DataFolder.Open(_data).Dispose();
        Assert.Equal("old", File.ReadAllText(Main.Registry));
        Assert.True(SideFolder.Exists(_data));
    }

    /// <summary>Whatever was done of it before the process died: the next to open the folder does the rest.</summary>
    /// <param name="done">How many of the moves, in their order.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void It_takes_over_whole_from_wherever_it_was_interrupted(int done)
    {
        Fill(Main, "old");
        SideFolder.Create(_data, numbersGivenOut: 7);
        Fill(Side, "new");
        SideFolder.TakeOver(_data);
        (string From, string To)[] moves =
        [
            (Side.Snapshots, Main.Snapshots), (Side.Facts, Main.Facts), (Side.Registry + ".mark", Main.Registry + ".mark"), (Side.Registry, Main.Registry),
        ];
        foreach ((string from, string to) in moves.Take(done))
        {
            if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
            if (Directory.Exists(from)) Directory.Move(from, to);
            else File.Move(from, to, overwrite: true);
        }

        if (done > moves.Length) File.Delete(Side.Log);
        DataFolder.Open(_data).Dispose();
        Assert.Equal("new", File.ReadAllText(Main.Registry));
        Assert.Equal("new", File.ReadAllText(Main.Registry + ".mark"));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Main.Snapshots, "file")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Main.Facts, "file")));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Main.Log, "file")));
        Assert.False(Directory.Exists(Side.Root));
        DataFolder.Open(_data).Dispose();
        Assert.Equal("new", File.ReadAllText(Main.Registry));
    }

    private static void Fill(DataFolderPaths paths, string text)
    {
        foreach (string folder in (string[])[paths.Snapshots, paths.Facts])
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "file"), text);
        }

        if (!Directory.Exists(paths.Log))
        {
            Directory.CreateDirectory(paths.Log);
            File.WriteAllText(Path.Combine(paths.Log, "file"), text);
        }

        File.WriteAllText(paths.Registry, text);
        File.WriteAllText(paths.Registry + ".mark", text);
    }
}
