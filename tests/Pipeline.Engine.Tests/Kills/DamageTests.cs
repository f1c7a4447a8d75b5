namespace Pipeline.Engine.Tests.Kills;

/// <summary>A damaged snapshot is passed over, with a word: the one before it or the log gives the same export.</summary>
[Collection(nameof(KillCollection))]
public sealed class DamageTests(KillImage image)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 15)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_export_is_the_same_and_the_damage_is_named(int seed)
    {
        string folder = Folders.Create("damage"), data = Folders.Copy(image.Finished, Path.Combine(folder, "data"));
        string damage = Damage(data, new Random(seed)), what = $"seed {seed}, {damage}";
        string export = Path.Combine(folder, "export");
        List<string> said = ExportFiles.Write(data, export);
        ExportFiles.AssertSame(image.Export, export, what);
        Assert.True(said.Any(line => line.Contains("damaged", StringComparison.Ordinal)), $"{what}: nothing was said");

        if (seed % 3 == 0)
        {
            string run = PipelineProcess.Run(0, image.Run(data));
            Assert.True(run.Contains("damaged", StringComparison.Ordinal), $"{what}: run said nothing: {run}");
            ExportFiles.Write(data, export);
            ExportFiles.AssertSame(image.Export, export, $"{what}, after a run");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Flips a bit of the newest snapshot of some shard, or cuts its end off, in its manifest or the pages it wrote.</summary>
    private static string Damage(string data, Random random)
    {
        string[] shards = [.. Directory.GetDirectories(Path.Combine(data, "snapshots")).Order(StringComparer.Ordinal)];
        string shard = shards[random.Next(shards.Length)];
        string[] manifests = [.. Directory.GetFiles(shard, "*.manifest").Order(StringComparer.Ordinal)];
        Assert.True(manifests.Length >= 2, $"{shard} holds {manifests.Length} whole snapshots");
        string pages = Path.ChangeExtension(manifests[^1], ".pages");
        string file = File.Exists(pages) && random.Next(2) == 0 ? pages : manifests[^1];
        byte[] bytes = File.ReadAllBytes(file);
        int at = random.Next(bytes.Length);
        bool isCut = random.Next(3) == 0;
        if (!isCut) bytes[at] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(file, isCut ? bytes[..at] : bytes);
        return $"{(isCut ? "cut" : "flipped")} at {at} of {bytes.Length}: {Path.GetRelativePath(data, file)}";
    }
}
