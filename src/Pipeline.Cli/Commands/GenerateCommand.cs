using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Sinks;
using Pipeline.Core.Settings;
using Pipeline.Generator;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline generate</c>: a seeded shop's event stream, and beside it exactly what was planted.</summary>
internal static class GenerateCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline generate --events 1M --seed 7 --output shop.ndjson", "a day of a shop; shop.ndjson.planted.json says what is in it"),
        ("pipeline generate --events 100k --shape full --output - | head", "records with event ids, ISO times, countries and pages"),
        ("pipeline generate --events 10M --hot 5% --late 0 --malformed 0 --output hot.ndjson", "one shopper who never pauses"),
        ("pipeline generate --events 1M --rate 5000 --start now --output -", "live: event times follow the clock"),
        ("pipeline generate --events 1M --rate 5000 --start now --data shop", "the same into a folder's log, where pipeline run --data shop follows"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("generate", "Write a seeded, realistic stream of shop events.") { Examples = Examples };
        GenerateOptionSet options = new();
        options.AddTo(command);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(context, options.Read(parsed, context.Time), stop)));
        return command;
    }

    private static int Run(CliContext context, GenerateRequest request, CancellationToken stop)
    {
        ShopGenerator generator = new(request.Options);
        Pacer? pacer = request.Rate is { } rate ? new Pacer(context.Time, rate) : null;
        using (IRecordSink sink = Open(context, request))
        {
            ProgressRunner.Run(context, request.Json, "Generating", request.Options.Events, progress =>
                Pump(generator, sink, pacer, progress, stop));
        }

        Planted planted = generator.Planted;
        if (request.PlantedFile is { } file) File.WriteAllBytes(file, [.. PlantedJson.Write(planted), (byte)'\n']);
        Print(context, request, planted);
        return stop.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    /// <summary>Interrupted, it ends between two records, so that what was planted is still exact.</summary>
    private static long Pump(
        ShopGenerator generator, IRecordSink sink, Pacer? pacer, IWorkProgress progress, CancellationToken stop)
    {
        const int ReportEvery = 4_096;
        while (!stop.IsCancellationRequested && generator.TryNext(out ReadOnlySpan<byte> record))
        {
            sink.Write(record);
            if (generator.Emitted % ReportEvery == 0) progress.Report(generator.Emitted);
            if (pacer is not null && pacer.IsAhead(generator.Emitted))
            {
                sink.Flush();
                progress.Report(generator.Emitted);
                pacer.Wait(generator.Emitted, stop);
            }
        }

        progress.Report(generator.Emitted);
        return generator.Emitted;
    }

    private static IRecordSink Open(CliContext context, GenerateRequest request)
    {
        // Without the time of now, as a replayed file's records are: what was planted is then exact whatever the clock says.
        if (request.Data is { } data)
            return new LogSink(FolderLog.OpenWriter(data, new LogSettings(), request.Partitions, timestamps: false));
        return new StreamSink(request.Output == "-"
            ? context.OpenStandardOutput()
            : new FileStream(request.Output!, FileMode.Create, FileAccess.Write, FileShare.Read, 1));
    }

    private static void Print(CliContext context, GenerateRequest request, Planted planted)
    {
        // Standard output may be the records themselves.
        if (request.Output == "-") return;
        if (request.Json)
        {
            JsonOutput.Print(context, json => PlantedJson.Write(json, planted));
            return;
        }

        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("planted", "records");
        table.Columns[1].RightAligned();
        table.AddRow("accepted", $"{planted.Accepted:N0}");
        table.AddRow("  of these out of order", $"{planted.OutOfOrder:N0}");
        table.AddRow("duplicates", $"{planted.Duplicates:N0}");
        table.AddRow("late", $"{planted.Late:N0}");
        table.AddRow("rejected", $"{planted.Rejected:N0}");
        table.AddRow("records", $"{planted.Records:N0}");
        IAnsiConsole console = context.Tables();
        console.Write(table);
        console.WriteLine($"{request.Output ?? request.Data}: {planted.Users:N0} shoppers, {planted.Bytes:N0} bytes");
        if (request.PlantedFile is { } file) console.WriteLine($"{file}: exactly what was planted");
    }
}
