using Pipeline.Engine.Running;

namespace Pipeline.Engine.Tests.Kills;

/// <summary>
/// A rebuild by the real process, killed at seeded moments and started again, now with the option and now without: nothing of it is
/// exported before it has caught up, and then the bytes are those of a fresh replay.
/// </summary>
[Collection(nameof(KillCollection))]
public sealed class RebuildKillTests(KillImage image)
{
    private const int Kills = 3;

    public static TheoryData<int> Seeds => [1, 2];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Killed_and_started_again_a_rebuild_is_a_fresh_replay(int seed)
    {
        string folder = Folders.Create("rebuild"), data = Folders.Copy(image.Finished, Path.Combine(folder, "data"));
        string settings = Path.Combine(folder, "new.json"), fresh = Path.Combine(folder, "fresh"), export = Path.Combine(folder, "export");
        string json = KillImage.SettingsJson.Replace("\"50d\"", "\"5d\"", StringComparison.Ordinal);
        File.WriteAllText(settings, json.Replace("\"epochs\"", "\"horizon\": \"10m\", \"epochs\"", StringComparison.Ordinal));
        PipelineProcess.Run(0, "replay", "--data", data, "--settings", settings, "--export", fresh);

        string said = PipelineProcess.Run(2, Rebuild(data, settings, seed, false));
        Assert.Contains("horizon", said, StringComparison.Ordinal);
        Assert.Contains($"pipeline run --data {data} --settings {settings} --shards {seed + 1} --until-end --rebuild", said, StringComparison.Ordinal);
        int midway = KillAndGoOn(data, settings, seed);
        Assert.True(midway > 0, $"seed {seed}: no kill came midway");

        PipelineProcess.Run(0, Rebuild(data, settings, seed, false));
        PipelineProcess.Run(0, "export", "--data", data, "--export", export);
        ExportFiles.AssertSame(fresh, export, $"seed {seed}, rebuilt");
        PipelineProcess.Run(0, "verify", "--data", data);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The number of kills that left a rebuild half done.</summary>
    private static int KillAndGoOn(string data, string settings, int seed)
    {
        var random = new Random(seed);
        var progress = new FolderProgress(data, KillImage.Records);
        int midway = 0;
        for (int i = 0; i < Kills; i++)
        {
            long bytes = progress.RegistryBytes;
            using PipelineProcess process = PipelineProcess.Start(Rebuild(data, settings, seed, i != 1));
            int epochs = random.Next(2, 12);
            Folders.WaitUntil(() => process.HasExited || progress.RegistryBytes - bytes > 1_000 + (epochs * 60));
            if (process.HasExited) break;
            process.Kill();
            if (progress.Share() >= 1) break;
            midway++;
            PipelineProcess.Run(7, "export", "--data", data, "--export", data + "-none");
            Assert.False(Directory.Exists(data + "-none"));
            Assert.Throws<RebuildUnderWayException>(() => StoredEpoch.Open(data, _ => { }));
        }

        return midway;
    }

    private static string[] Rebuild(string data, string settings, int seed, bool isAsked)
    {
        string[] run = ["run", "--data", data, "--settings", settings, "--shards", $"{seed + 1}", "--until-end"];
        return isAsked ? [.. run, "--rebuild"] : run;
    }
}
