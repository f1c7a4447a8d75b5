using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Engine.Running;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary>Prints the state of a folder.</summary>
internal static class StatusReport
{
    internal static void Print(CliContext context, EngineStatus status, bool json) =>
        Print(context, StatusData.Of(status, running: false), json);

    internal static void Print(CliContext context, StatusData status, bool json)
    {
        if (json)
        {
            JsonOutput.Print(context, writer => JsonSerializer.Serialize(writer, status, FolderJson.Default.StatusData));
            return;
        }

        IAnsiConsole console = context.Tables();
        if (status.Rebuild is { } rebuild)
        {
            console.WriteLine($"{(status.Running ? "running: " : "")}{rebuild.Text}");
            return;
        }

        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("partition", "position", "lag", "records", "accepted", "duplicates", "late", "rejected", "newest event");
        foreach (PartitionData p in status.Partitions)
        {
            table.AddRow(
                $"{p.Partition}", $"{p.Position:N0}", $"{p.Lag:N0}", $"{p.Records:N0}", $"{p.Accepted:N0}", $"{p.Duplicates:N0}",
                $"{p.Late:N0}", $"{p.Rejected:N0}", p.Newest ?? "-");
        }

        console.Write(table);
        console.WriteLine($"epoch {status.Epoch}{(status.Running ? ", running" : "")}: {status.Shoppers:N0} shoppers, {status.MemoryBytes / 1048576.0:N0} MiB of state, snapshots at {string.Join(' ', status.SnapshotEpochs)}");
        if (status.EventsPerSecond > 0) console.WriteLine($"{status.EventsPerSecond:N0} events/s since the start");
    }
}
