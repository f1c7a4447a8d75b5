namespace Pipeline.Engine.Tests.Kills;

/// <summary>One folder: run, killed at seeded moments, run again, to the end.</summary>
internal sealed class KillTrial(KillImage image, int seed)
{
    private const int MostKills = 8;

    private readonly List<string> _history = [];

    /// <summary>All kills.</summary>
    public int Kills { get; private set; }

    /// <summary>Kills with 1 to 99 % of the work registered and a whole snapshot.</summary>
    public int Counted { get; private set; }

    /// <summary>Kills that left a snapshot half written.</summary>
    public int AmidSnapshot { get; private set; }

    /// <summary>Seed and kills, for the message of a failure.</summary>
    public string What => $"seed {seed}, kills: {string.Join("; ", _history)}";

    /// <summary>Runs the trial; the export's bytes must be the uninterrupted run's.</summary>
    public void Run()
    {
        string folder = Folders.Create("kill"), data = Folders.Copy(image.Image, Path.Combine(folder, "data"));
        try
        {
            KillAndGoOn(data);
            string export = Path.Combine(folder, "export");
            List<string> said = ExportFiles.Write(data, export);
            Assert.True(said.Count == 0, string.Join('\n', said));
            ExportFiles.AssertSame(image.Export, export, "the export");
        }
        catch (Exception exception)
        {
            // Whatever went wrong: the failure has to name the seed and the kill points.
            Assert.Fail($"{What} (the folder is kept: {data})\n{exception}");
        }

        Directory.Delete(folder, recursive: true);
    }

    private void KillAndGoOn(string data)
    {
        var random = new Random(seed);
        var progress = new FolderProgress(data, KillImage.Records);
        int kills = random.Next(2, MostKills + 1);
        for (int i = 0; i < kills; i++)
        {
            using PipelineProcess process = PipelineProcess.Start(image.Run(data));
            KillPoint point = KillPoint.Draw(random, progress.Share(), progress.Whole.Count > 0);
            if (!point.Kill(process, progress))
            {
                int code = process.Wait();
                _history.Add($"{point} missed");
                Assert.True(code == 0, $"pipeline {process.Arguments}: exit code {code}\n{process.Said}");
                return;
            }

            Count(point, progress);
        }

        string last = PipelineProcess.Run(0, image.Run(data));
        Assert.DoesNotContain("damaged", last, StringComparison.Ordinal);
    }

    private void Count(KillPoint point, FolderProgress progress)
    {
        double share = progress.Share();
        HashSet<string> whole = progress.Whole;
        bool isHalf = progress.Begun.Select(Path.GetFileNameWithoutExtension).Except(whole.Select(Path.GetFileNameWithoutExtension)).Any();
        _history.Add(FormattableString.Invariant($"{point} at {share:P1}, {whole.Count} snapshots{(isHalf ? ", one half written" : "")}"));
        Kills++;
        if (isHalf) AmidSnapshot++;
        if (share is >= 0.01 and <= 0.99 && whole.Count > 0) Counted++;
    }
}
