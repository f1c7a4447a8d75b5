using System.Formats.Tar;
using System.IO.Compression;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;

namespace Pipeline.Engine.Tests.Upgrade;

/// <summary>
/// A folder whose snapshot an older program wrote: it is read, not passed over, and going on from it gives the same export as the log from
/// its start. Among its five shoppers are some with a full block of kept events of every size that changed.
/// </summary>
public sealed class UpgradeTests
{
    [Fact]
    public void A_snapshot_of_form_1_goes_on()
    {
        string folder = Folders.Create("upgrade"), data = Path.Combine(folder, "form1");
        using (FileStream archive = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Upgrade", "form-1.tar.gz")))
        using (GZipStream tar = new(archive, CompressionMode.Decompress))
            TarFile.ExtractToDirectory(tar, folder, overwriteFiles: false);
        string fresh = Path.Combine(folder, "fresh"), export = Path.Combine(folder, "export");
        PipelineProcess.Run(0, "replay", "--data", data, "--export", fresh);

        List<string> said = [];
        using (PipelineEngine engine = new(new EngineOptions { Data = data, UntilEnd = true, Say = said.Add }))
            engine.Run(TestContext.Current.CancellationToken);
        said.AddRange(ExportFiles.Write(data, export));

        Assert.Empty(said);
        ExportFiles.AssertSame(fresh, export, "form 1");
        Directory.Delete(folder, recursive: true);
    }
}
