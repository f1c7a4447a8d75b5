using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Running;
using Pipeline.Import;
using Pipeline.Log;

namespace Pipeline.Cli.Commands;

/// <summary>A replay of files that is kept: into a fresh folder's log, and by an engine into its registered epochs.</summary>
internal static class FolderReplay
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Replays and exports.</summary>
    /// <exception cref="CliException">The folder is not fresh.</exception>
    internal static ReplayResult Run(CliContext context, ReplayRequest request, Mapping? mapping, string data, CancellationToken stop)
    {
        PipelineSettings settings = request.LoadSettings();
        string at = CommandText.Of(CommandText.Quoted(data), CommandText.Option("--map", request.MappingPath)), files = string.Join(' ', request.Inputs.Select(CommandText.Quoted));
        FreshFolder.Require(
            data, request.FilePartitions,
            $"Or append to what it holds: pipeline import --data {at} {files} && pipeline run --data {CommandText.Quoted(data)} --until-end");
        (long records, long cutLines, MappedCounts? mapped) = Import(context, request, mapping, data, settings, stop);
        stop.ThrowIfCancellationRequested();
        RunToEnd(context, request, data, settings, records, stop);
        stop.ThrowIfCancellationRequested();
        using StoredEpoch stored = StoredEpochs.Open(context, data, stop);
        using EpochReading reading = stored.Read();
        PartitionLedger total = default;
        foreach (PartitionLedger part in stored.Status().Ledger) total.Add(part);
        return new ReplayResult(total, ExportWriter.Write(reading.Source, request.Export, cancellation: stop), cutLines, mapped);
    }

    private static (long Records, long CutLines, MappedCounts? Mapped) Import(
        CliContext context, ReplayRequest request, Mapping? mapping, string data, PipelineSettings settings, CancellationToken stop)
    {
        using LogWriter log = FolderLog.OpenWriter(data, settings.Log, request.FilePartitions, timestamps: false);
        using ILineSource lines = InputFiles.Lines(context, request.Inputs, mapping, stop);
        long records = ProgressRunner.Run(context, request.Json, "Importing (bytes)", InputFiles.TotalBytes(request.Inputs), progress =>
            LogImport.Pump(log, lines, progress, stop));
        CutLinesReport.Tell(context, lines, request.Inputs);
        return (records, lines.CutLines, MappedReport.Of(lines));
    }

    private static void RunToEnd(
        CliContext context, ReplayRequest request, string data, PipelineSettings settings, long records, CancellationToken stop)
    {
        RunRequest run = new()
        {
            Data = data,
            UntilEnd = true,
            Shards = request.Shards,
            HorizonMilliseconds = request.HorizonMilliseconds,
            SettingsPath = request.SettingsPath,
        };
        using PipelineEngine engine = Engines.Open(context, run, settings);
        using FolderServer server = new(context, engine);
        server.Start();
        ProgressRunner.Run(context, request.Json, "Replaying (records)", records, progress =>
        {
            using ITimer timer = context.Time.CreateTimer(_ => progress.Report(Done(engine.Newest)), null, ReportEvery, ReportEvery);
            Engines.Run(engine, run, stop);
            return records;
        });
    }

    private static long Done(EpochCut? newest) => newest?.Positions.Sum() ?? 0;
}
