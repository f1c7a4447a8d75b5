namespace Pipeline.Engine.Tests.Kills;

/// <summary>What <c>run</c> refuses, before it has done anything.</summary>
[Collection(nameof(KillCollection))]
public sealed class RefusalTests(KillImage image)
{
    [Fact]
    public void A_second_process_is_refused_and_told_which_is_the_first()
    {
        string folder = Folders.Create("second"), data = Folders.Copy(image.Image, Path.Combine(folder, "data"));
        using (PipelineProcess first = PipelineProcess.Start("run", "--data", data, "--shards", "4", "--settings", image.Settings))
        {
            var progress = new FolderProgress(data, KillImage.Records);
            Assert.True(Folders.WaitUntil(() => first.HasExited || progress.IsHeldBy(first.Id)), first.Said);
            string said = PipelineProcess.Run(4, image.Run(data));
            Assert.Contains($"process {first.Id}", said, StringComparison.Ordinal);
            Assert.False(first.HasExited, first.Said);
        }

        PipelineProcess.Run(0, image.Run(data));
        string export = Path.Combine(folder, "export");
        ExportFiles.Write(data, export);
        ExportFiles.AssertSame(image.Export, export, "after the second was refused");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Other_settings_are_refused_and_the_difference_is_named()
    {
        string folder = Folders.Create("settings"), data = Folders.Copy(image.Finished, Path.Combine(folder, "data"));
        string other = Path.Combine(folder, "other.json"), export = Path.Combine(folder, "export");
        File.WriteAllText(other, KillImage.SettingsJson.Replace("\"50d\"", "\"49d\"", StringComparison.Ordinal));
        string said = PipelineProcess.Run(2, "run", "--data", data, "--until-end", "--settings", other);
        Assert.Contains("funnels[\"weeks\"].window", said, StringComparison.Ordinal);
        said = PipelineProcess.Run(2, "run", "--data", data, "--until-end", "--settings", image.Settings, "--horizon", "2h");
        Assert.Contains("horizon", said, StringComparison.Ordinal);
        Assert.Contains("pipeline replay --data", said, StringComparison.Ordinal);
        ExportFiles.Write(data, export);
        ExportFiles.AssertSame(image.Export, export, "after other settings were refused");
        Directory.Delete(folder, recursive: true);
    }
}
