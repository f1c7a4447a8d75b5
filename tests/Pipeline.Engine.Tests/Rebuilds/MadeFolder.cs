using Pipeline.Core.Decoding;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Log;
using Pipeline.Store.Folders;
using Pipeline.Testing.Streams;

namespace Pipeline.Engine.Tests.Rebuilds;

/// <summary>A data folder with a made stream in its log, and the engines that a test runs on it.</summary>
internal sealed class MadeFolder : IDisposable
{
    private readonly string _folder = Folders.Create("rebuild");

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>What engines said.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Appends a made stream, each record to its partition.</summary>
    public void Append(int seed, int records, int partitions)
    {
        string path = new DataFolderPaths(Data).Log;
        Directory.CreateDirectory(path);
        using LogWriter log = LogWriter.Open(path, new LogWriterOptions { Partitions = partitions });
        foreach (MadeRecord record in new StreamMaker(seed, new StreamShape { Users = 8 }).Make(records))
            log.Append(RecordDecoder.PartitionOf(record.Bytes, partitions), record.Bytes);
        log.Flush();
    }

    /// <summary>Runs an engine to the log's end.</summary>
    public void Run(FoldSettings fold, int? shards, StartChoice choice = StartChoice.GoOn)
    {
        using var engine = new PipelineEngine(OptionsOf(fold, shards, choice));
        engine.Run(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a rebuild that fails right after its generation was registered, before anything was read.</summary>
    public void BeginRebuild(FoldSettings fold, int? shards)
    {
        using var engine = new PipelineEngine(OptionsOf(fold, shards, StartChoice.Rebuild) with
        {
            Say = line => throw new IOException(line),
        });
        Assert.Contains("counted anew", Assert.Throws<IOException>(() => engine.Run(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    /// <summary>The export of the newest epoch is, byte for byte, that of a fresh fold of the log with these settings.</summary>
    public void AssertIsFreshReplay(FoldSettings fold, string what)
    {
        string export = Path.Combine(_folder, "export"), fresh = Path.Combine(_folder, "fresh");
        ExportFiles.Write(Data, export);
        LogFolder log = LogFolder.Open(new DataFolderPaths(Data).Log);
        using LogFeed feed = new(log) { EndsAtLimits = true };
        foreach (PartitionReader reader in feed.Partitions)
        {
            reader.Limit = reader.End;
            reader.Begin(0);
        }

        using Replay replay = new(fold, log.Partitions, shards: 1);
        replay.Run(feed, 1, TestContext.Current.CancellationToken);
        replay.Read(source => ExportWriter.Write(source, fresh));
        ExportFiles.AssertSame(fresh, export, what);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private EngineOptions OptionsOf(FoldSettings fold, int? shards, StartChoice choice) => new()
    {
        Data = Data,
        Settings = new PipelineSettings { Fold = fold },
        Shards = shards,
        UntilEnd = true,
        Choice = choice,
        Say = Said.Add,
    };
}
