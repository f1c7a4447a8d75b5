using Pipeline.Engine.Tests.Kills;
using Pipeline.Log;

namespace Pipeline.Engine.Tests.FullDisks;

/// <summary>The disk is full at a seeded moment: the program says so and ends; with room again it goes on, and nothing is lost.</summary>
[Collection(nameof(KillCollection))]
public sealed class FullDiskTests(KillImage image)
{
    private const int DiskFull = 6;
    private const long Page = 4096, Plenty = 1L << 30;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    /// <summary>Small leftovers fill up with the registry or the first facts, larger ones within a snapshot.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_ends_and_goes_on(int seed)
    {
        using SmallDisk disk = SmallDisk.CreateOrSkip(Plenty);
        string data = Folders.Copy(image.Image, Path.Combine(disk.Path, "data"));
        long used = disk.UsedBytes;
        long needs = SizeOf(image.Finished) - SizeOf(image.Image);
        var random = new Random(seed);
        long left = (seed % 3 == 0 ? random.Next(1, 40) : random.NextInt64(40, needs / 2 / Page)) * Page;
        var progress = new FolderProgress(data, KillImage.Records);
        string what = $"seed {seed}, {left:N0} bytes left of {needs:N0}";

        disk.Resize(used + left);
        string said = PipelineProcess.Run(DiskFull, image.Run(data));
        Assert.True(said.Contains("The disk is full.", StringComparison.Ordinal), $"{what}: {said}");
        double share = progress.Share();
        PipelineProcess.Run(DiskFull, image.Run(data));
        Assert.True(progress.Share() >= share, $"{what}: {progress.Share():P} is registered after another start, {share:P} was before");

        disk.Resize(Plenty);
        said = PipelineProcess.Run(0, image.Run(data));
        Assert.False(said.Contains("damaged", StringComparison.Ordinal), $"{what}: {said}");
        string export = Folders.Create("full");
        ExportFiles.Write(data, export);
        ExportFiles.AssertSame(image.Export, export, $"{what}, {share:P} before");
        Directory.Delete(export, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Import_ends_and_what_is_in_the_log_is_what_came_first(int seed)
    {
        using SmallDisk disk = SmallDisk.CreateOrSkip(Plenty);
        string data = Path.Combine(disk.Path, "data"), folder = Folders.Create("import");
        string all = Path.Combine(folder, "all.ndjson"), rest = Path.Combine(folder, "rest.ndjson"), none = Path.Combine(folder, "none.ndjson");
        File.WriteAllText(none, "");
        string[] lines = [.. Enumerable.Range(0, 60_000).Select(Line)];
        File.WriteAllLines(all, lines);
        PipelineProcess.Run(0, "import", "--data", data, none);
        long left = new Random(seed).NextInt64(1, new FileInfo(all).Length * 9 / 10 / Page) * Page;
        disk.Resize(disk.UsedBytes + left);
        string said = PipelineProcess.Run(DiskFull, "import", "--data", data, all);
        Assert.True(said.Contains("The disk is full.", StringComparison.Ordinal), $"seed {seed}, {left:N0} bytes left: {said}");

        disk.Resize(Plenty);
        PipelineProcess.Run(0, "import", "--data", data, none); // Whoever opens it next decides what of the end is whole.
        int there = (int)LogFolder.Open(Path.Combine(data, "log")).End(0);
        Assert.InRange(there, 0, lines.Length - 1);
        File.WriteAllLines(rest, lines[there..]);
        PipelineProcess.Run(0, "import", "--data", data, rest);
        string expected = Path.Combine(folder, "expected"), export = Path.Combine(folder, "export");
        PipelineProcess.Run(0, "replay", "--input", all, "--export", expected);
        PipelineProcess.Run(0, "replay", "--data", data, "--export", export);
        ExportFiles.AssertSame(expected, export, $"seed {seed}, {left:N0} bytes left, {there:N0} records were there");
        Directory.Delete(folder, recursive: true);
    }

    private static string Line(int number) =>
        $"{{\"event_type\":\"purchase\",\"user_id\":\"u{number % 500}\",\"timestamp\":{1_767_607_200_000 + (number * 1000L)},\"product_id\":\"p{number}\",\"quantity\":1,\"price\":{number}}}";

    private static long SizeOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
}
