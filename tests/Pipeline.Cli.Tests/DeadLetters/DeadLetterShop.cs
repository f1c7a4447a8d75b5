using System.Text;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.DeadLetters;

/// <summary>A shop whose producers make mistakes: forty good events, and two dead letters for each of ten reasons.</summary>
internal sealed class DeadLetterShop : IDisposable
{
    internal const int Good = 40;

    /// <summary>2026-01-05T10:00:00Z.</summary>
    internal const long Start = 1_767_607_200_000;

    /// <summary>By reason, what repairs both.</summary>
    internal static readonly (string Reason, string[] Edits)[] Repairs =
    [
        ("too_large", ["--remove", "note"]),
        ("not_utf8", ["--replace", "\\xff="]),
        ("not_json", ["--replace", ",}=}"]),
        ("not_an_object", ["--replace", "[{={", "--replace", "}]=}"]),
        ("duplicate_key", ["--keep-first", "user_id"]),
        ("unknown_event_type", ["--set", "event_type=product_view"]),
        ("missing_field", ["--rename", "sku=product_id"]),
        ("wrong_type", ["--set", "category=shoes"]),
        ("out_of_range", ["--set", "currency=EUR"]),
        ("bad_timestamp", ["--set", "timestamp=2026-01-05T07:30:00Z"]),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-dlq-");

    internal string Data => In("shop");

    public void Dispose() => _folder.Delete(recursive: true);

    internal string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Imports and counts them.</summary>
    internal async Task FillAsync(int partitions = 3)
    {
        using (FileStream file = File.Create(In("events")))
        {
            for (int i = 0; i < Good; i++) Write(file, View($"shopper-{i % 10}", Start + (i * 1000)));
            for (int i = 0; i < 2; i++)
            {
                foreach (byte[] record in Broken(i)) Write(file, record);
            }
        }

        await Done("import", "--data", Data, "--partitions", $"{partitions}", In("events"));
        await CountAsync();
    }

    internal Task<CliRun> CountAsync() => Done("run", "--data", Data, "--until-end");

    internal async Task<JsonElement> ListAsync(params string[] options) => Json(await Done(["dlq", "list", "--data", Data, "--json", .. options]));

    internal async Task<JsonElement> RepairAsync(params string[] options)
    {
        CliRun run = await CliRun.Of(["dlq", "repair", "--data", Data, "--json", .. options]);
        Assert.True(run.ExitCode is ExitCodes.Done or ExitCodes.Difference, run.Error);
        return Json(run);
    }

    internal static JsonElement Json(CliRun run) => JsonDocument.Parse(run.Out).RootElement;

    internal static async Task<CliRun> Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, $"pipeline {string.Join(' ', arguments)}: {run.ExitCode}\n{run.Error}");
        return run;
    }

    internal static string View(string shopper, long time, string more = "") =>
        $$"""{"event_type":"product_view","user_id":"{{shopper}}","product_id":"p-1","timestamp":{{time}}{{more}}}""";

    /// <summary>The first of each kind is of a shopper that nobody else is, the second of one with good events.</summary>
    private static IEnumerable<byte[]> Broken(int which)
    {
        string shopper = which == 0 ? "new" : "shopper-3";
        long time = Start + 60_000 + which;
        yield return Bytes(View(shopper, time, $",\"note\":\"{new string('x', 70_000)}\""));
        byte[] notUtf8 = Bytes(View(shopper, time + 2, ",\"category\":\"a?b\""));
        notUtf8[notUtf8.AsSpan().IndexOf((byte)'?')] = 0xFF;
        yield return notUtf8;
        yield return Bytes(View(shopper, time + 4, ",\"category\":\"x\","));
        yield return Bytes($"[{View(shopper, time + 6)}]");
        yield return Bytes(View(shopper, time + 8, $",\"user_id\":\"{shopper}\""));
        yield return Bytes(View(shopper, time + 10).Replace("product_view", "wishlist", StringComparison.Ordinal));
        yield return Bytes(View(shopper, time + 12).Replace("product_id", "sku", StringComparison.Ordinal));
        yield return Bytes(View(shopper, time + 14, ",\"category\":7"));
        yield return Bytes(View(shopper, time + 16, ",\"currency\":\"eur\""));

        // Of a shopper of its own, so that only the second comes late.
        yield return Bytes(View(which == 0 ? "early" : shopper, 0).Replace(":0}", ":\"half past seven\"}", StringComparison.Ordinal));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void Write(FileStream file, string record) => Write(file, Bytes(record));

    private static void Write(FileStream file, byte[] record)
    {
        file.Write(record);
        file.WriteByte((byte)'\n');
    }
}
