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
            PrintSizes(console, status);
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
        console.WriteLine($"epoch {status.Epoch}{(status.Running ? ", running" : "")}: {status.Shoppers:N0} shoppers, {Mib(status.MemoryBytes)} of state, snapshots at {string.Join(' ', status.SnapshotEpochs)}");
        if (status.EventsPerSecond > 0) console.WriteLine($"{status.EventsPerSecond:N0} events/s since the start");
        PrintSizes(console, status);
    }

    private static void PrintSizes(IAnsiConsole console, StatusData status)
    {
        if (status.Sizes is { } sizes)
            console.WriteLine($"on disk: log {Mib(sizes.LogBytes)}, snapshots {Mib(sizes.SnapshotBytes)}, dead letters and late records {Mib(sizes.FactBytes)}");
        if (status.Days is { } days)
            console.WriteLine($"days of shards: {days.InMemory:N0} in memory, {days.PutAway:N0} put away, {days.FetchedBack:N0} times one was fetched back");
    }

    private static string Mib(long bytes) => $"{bytes / 1048576.0:N1} MiB";
}
