using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Engine.Tests.Rebuilds;

namespace Pipeline.Engine.Tests.Exports;

/// <summary>An export that is interrupted leaves what was there.</summary>
public sealed class ExportWriterTests : IDisposable
{
    private readonly MadeFolder _folder = new();
    private readonly string _exports = Folders.Create("exports");

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_exports, recursive: true);
    }

    [Fact]
    public void Interrupted_it_leaves_the_older_files_and_nothing_else()
    {
        _folder.Append(1, records: 500, partitions: 1);
        _folder.Run(new FoldSettings(), shards: 2);
        string target = Path.Combine(_exports, "target"), fresh = Path.Combine(_exports, "new", "target"), later = Path.Combine(_exports, "later");
        ExportFiles.Write(_folder.Data, target);
        string older = Folders.Copy(target, Path.Combine(_exports, "older"));
        _folder.Append(2, records: 500, partitions: 1);
        _folder.Run(new FoldSettings(), shards: 2);
        ExportFiles.Write(_folder.Data, later);

        foreach (string last in Collections.All)
        {
            Interrupt(target, last);
            AssertSame(older, target);
        }

        Interrupt(fresh, Collections.All[^1]);
        Assert.False(Directory.Exists(fresh));
        File.WriteAllText(Path.Combine(target, Collections.All[0] + ".ndjson.new"), "left by a killed process");
        ExportFiles.Write(_folder.Data, target);
        AssertSame(later, target);
    }

    private void Interrupt(string directory, string lastCollection)
    {
        using StoredEpoch stored = StoredEpoch.Open(_folder.Data, _folder.Said.Add, TestContext.Current.CancellationToken)!;
        using EpochReading reading = stored.Read();
        Assert.Throws<OperationCanceledException>(() => ExportWriter.Write(
            reading.Source, directory, collection => { if (collection == lastCollection) throw new OperationCanceledException(); }));
    }

    private static void AssertSame(string expected, string actual)
    {
        ExportFiles.AssertSame(expected, actual, "export");
        Assert.Equal(Directory.GetFiles(expected).Select(Path.GetFileName).Order(), Directory.GetFiles(actual).Select(Path.GetFileName).Order());
    }
}
