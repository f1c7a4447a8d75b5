using System.Globalization;
using Pipeline.Generator;
using Pipeline.Log;

namespace Pipeline.Cli.Bench.Input;

/// <summary>The generated events: a log of one partition and a file of lines, made once for each seed and number of events, then reused.</summary>
internal sealed class BenchInput(BenchOptions options, Action<string> say, CancellationToken stop)
{
    private const double HotShare = 0.05;

    // Raise it when the generator gives other events for the same options.
    private const int Version = 1;

    /// <summary>The log's folder.</summary>
    internal string Log(InputKind kind) => Path.Combine(Ensure(kind), "log");

    /// <summary>The same events, a line each.</summary>
    internal string Lines(InputKind kind) => Path.Combine(Ensure(kind), "events.ndjson");

    private string Ensure(InputKind kind)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{kind}-{options.Events}-{options.Seed}-v{Version}").ToLowerInvariant();
        string folder = Path.Combine(options.Cache, name);
        if (Directory.Exists(folder)) return folder;
        say($"generating {options.Events:N0} events into {folder}");
        string making = folder + ".making";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        Directory.CreateDirectory(making);
        Make(kind, making);

        // Only whole ones get the name that is looked for.
        Directory.Move(making, folder);
        return folder;
    }

    private void Make(InputKind kind, string folder)
    {
        ShopGenerator generator = new(new GeneratorOptions
        {
            Events = options.Events,
            Seed = options.Seed,
            Shoppers = BenchOptions.Shoppers,
            Products = BenchOptions.Products,
            Shape = kind == InputKind.Full ? RecordShape.Full : RecordShape.Compact,
            HotShare = kind == InputKind.Hot ? HotShare : 0,
        });
        using LogWriter log = LogWriter.Open(Path.Combine(folder, "log"), new LogWriterOptions { Partitions = 1 });
        using FileStream lines = new(
            Path.Combine(folder, "events.ndjson"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        while (generator.TryNext(out ReadOnlySpan<byte> record))
        {
            if ((generator.Emitted & 0xFFFF) == 0) stop.ThrowIfCancellationRequested();
            log.Append(0, record);
            if (kind != InputKind.Ordinary) continue;
            lines.Write(record);
            lines.WriteByte((byte)'\n');
        }

        log.Flush();
    }
}
