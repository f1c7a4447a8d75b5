using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.DeadLetters;

/// <summary>Dead letters and late records with the real commands.</summary>
public sealed class DlqCommandTests : IDisposable
{
    private readonly DeadLetterShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Twenty_dead_letters_of_ten_kinds_are_found_repaired_put_back_and_counted_right()
    {
        await _shop.FillAsync();
        JsonElement found = await _shop.ListAsync();
        Assert.Equal(20, Sum(found, "open"));
        Assert.Equal(DeadLetterShop.Repairs.Select(r => r.Reason).Order(), found.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("reason").GetString()!).Distinct().Order());

        foreach ((string reason, string[] edits) in DeadLetterShop.Repairs)
        {
            JsonElement untouched = await _shop.RepairAsync(["--reason", reason, "--dry-run"]);
            Assert.Equal((0, 2), (untouched.GetProperty("put_back").GetInt32(), untouched.GetProperty("refused").EnumerateObject().Sum(r => r.Value.GetInt32())));
            Assert.Equal(2, (await _shop.RepairAsync(["--reason", reason, .. edits])).GetProperty("put_back").GetInt32());
            Assert.Equal(0, (await _shop.RepairAsync(["--reason", reason, .. edits])).GetProperty("chosen").GetInt32()); // Never twice.
        }

        JsonElement waiting = await _shop.ListAsync();
        Assert.Equal((20, 0), (Sum(waiting, "put_back"), Sum(waiting, "open")));
        Assert.Equal((20, 20, 0), Outcome(waiting, "total", "not_counted_yet", "counted"));

        await _shop.CountAsync();
        JsonElement counted = await _shop.ListAsync();
        Assert.Equal((19, 1, 0), Outcome(counted, "counted", "late", "not_counted_yet"));
        Assert.Equal((0, 0, 20), Outcome(counted, "of_them_duplicates_at_most", "rejected", "total"));
        Assert.Equal((80, DeadLetterShop.Good + 19, 1, 20), await Ledger());
        await DeadLetterShop.Done("verify", "--data", _shop.Data);

        // The late one is of 7:30, its shopper's newest of 10:01: what dlq list says a rebuild with 3 h does, it does.
        JsonElement rebuild = counted.GetProperty("rebuild");
        Assert.Equal(("1h", 1, "3h"), (rebuild.GetProperty("horizon").GetString(), rebuild.GetProperty("countable").GetInt32(), rebuild.GetProperty("horizon_for_all").GetString()));
        string[] command = [.. rebuild.GetProperty("command").GetString()!.Split(' ').Skip(1).Select(w => w.Trim('\''))];
        await DeadLetterShop.Done([.. command, "--switch"]);
        Assert.Equal((20, 0, 0), Outcome(await _shop.ListAsync(), "counted", "late", "not_counted_yet"));
        Assert.Equal((80, DeadLetterShop.Good + 20, 0, 20), await Ledger());
    }

    [Fact]
    public async Task The_place_of_each_error_is_marked()
    {
        await _shop.FillAsync(partitions: 1);
        JsonElement shown = DeadLetterShop.Json(await DeadLetterShop.Done("dlq", "show", "--data", _shop.Data, "--all", "--top", "100", "--json"));
        Dictionary<string, string> marked = [];
        foreach (JsonElement record in shown.GetProperty("records").EnumerateArray())
        {
            byte[] bytes = record.GetProperty("record").GetBytesFromBase64();
            byte[] at = bytes.AsSpan(record.GetProperty("error_start").GetInt32(), record.GetProperty("error_length").GetInt32()).ToArray();
            marked[record.GetProperty("reason").GetString()!] = Encoding.Latin1.GetString(at)[..Math.Min(at.Length, 20)];
        }

        Assert.Equal("\u00ff", marked["not_utf8"]);
        Assert.Equal("}", marked["not_json"]);
        Assert.Equal("\"user_id\"", marked["duplicate_key"]);
        Assert.Equal("\"wishlist\"", marked["unknown_event_type"]);
        Assert.Equal("", marked["missing_field"]);
        Assert.Equal("7", marked["wrong_type"]);
        Assert.Equal("\"eur\"", marked["out_of_range"]);
        Assert.Equal("\"half past seven\"", marked["bad_timestamp"]);
        Assert.StartsWith("[{", marked["not_an_object"], StringComparison.Ordinal);
        Assert.StartsWith("xxx", marked["too_large"], StringComparison.Ordinal);

        CliRun text = await DeadLetterShop.Done("dlq", "show", "--data", _shop.Data, "--reason", "not_utf8", "--top", "1");
        string[] lines = text.Out.Split('\n');
        Assert.Equal(lines[1].IndexOf("\\xff", StringComparison.Ordinal), lines[2].IndexOf("^^^^", StringComparison.Ordinal));
        Assert.Contains("1 of 2 dead letters: more with --top 2", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_run_that_is_at_work()
    {
        await _shop.FillAsync();
        using Process run = ProcessTests.Start($"run --data {_shop.Data}");
        try
        {
            // Asked before it answers, a command would take the folder from it.
            while (!File.Exists(new Store.Folders.DataFolderPaths(_shop.Data).Socket)) await Task.Yield();
            while ((await CliRun.Of("dlq", "list", "--data", _shop.Data)).ExitCode == ExitCodes.FolderInUse) await Task.Yield();
            Assert.Equal(2, (await _shop.RepairAsync(["--reason", "out_of_range", "--set", "currency=EUR"])).GetProperty("put_back").GetInt32());
            while (Outcome(await _shop.ListAsync(), "counted", "late", "rejected") != (2, 0, 0)) await Task.Yield();
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync(CancellationToken.None);
        }

        Assert.Equal((2, 0, 2), Outcome(await _shop.ListAsync(), "counted", "late", "total"));
    }

    [Fact]
    public async Task Dropped_ones_are_left_alone_until_they_are_named()
    {
        await _shop.FillAsync(partitions: 1);
        CliRun dropped = await DeadLetterShop.Done("dlq", "drop", "--data", _shop.Data, "--reason", "not_json", "--json");
        Assert.Equal(2, DeadLetterShop.Json(dropped).GetProperty("dropped").GetInt32());
        Assert.Equal((18, 2), (Sum(await _shop.ListAsync(), "open"), Sum(await _shop.ListAsync(), "dropped")));
        Assert.Equal(0, (await _shop.RepairAsync(["--reason", "not_json", "--replace", ",}=}"])).GetProperty("chosen").GetInt32());

        string id = (await _shop.ListAsync()).GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("reason").GetString() == "not_json").GetProperty("example").GetString()!;
        Assert.Equal(1, (await _shop.RepairAsync([id, "--with", DeadLetterShop.View("named", DeadLetterShop.Start)])).GetProperty("put_back").GetInt32());
        Assert.Equal(1, (await _shop.RepairAsync([id, "--with", "{}"])).GetProperty("put_back_before").GetInt32());
        Assert.Equal((18, 1, 1), (Sum(await _shop.ListAsync(), "open"), Sum(await _shop.ListAsync(), "dropped"), Sum(await _shop.ListAsync(), "put_back")));
    }

    [Fact]
    public async Task Exported_are_the_bytes_as_they_came()
    {
        await _shop.FillAsync(partitions: 1);
        await DeadLetterShop.Done("dlq", "drop", "--data", _shop.Data, "--reason", "too_large");
        CliRun exported = await DeadLetterShop.Done("dlq", "export", "--data", _shop.Data, "--all", "--output", _shop.In("bad"), "--json");
        Assert.Equal(18, DeadLetterShop.Json(exported).GetProperty("records").GetInt32());
        string[] came = [.. File.ReadLines(_shop.In("events"), Encoding.Latin1).Skip(DeadLetterShop.Good).Where(l => l.Length < 65_536).Order(StringComparer.Ordinal)];
        Assert.Equal(came, File.ReadLines(_shop.In("bad"), Encoding.Latin1).Order(StringComparer.Ordinal));
        Assert.Equal(
            File.ReadLines(_shop.In("bad"), Encoding.Latin1).Select(l => l.Length),
            File.ReadLines(_shop.In("bad.index.ndjson")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("bytes").GetInt32()));
        CliRun piped = await DeadLetterShop.Done("dlq", "export", "--data", _shop.Data, "--all", "--output", "-");
        Assert.Equal(await File.ReadAllBytesAsync(_shop.In("bad"), TestContext.Current.CancellationToken), piped.Bytes);
    }

    [Fact]
    public async Task A_late_record_comes_back_only_where_it_can_count()
    {
        await _shop.FillAsync(partitions: 1);
        await File.WriteAllTextAsync(_shop.In("more"), DeadLetterShop.View("shopper-1", DeadLetterShop.Start - (5 * 3_600_000)) + "\n", TestContext.Current.CancellationToken);
        await DeadLetterShop.Done("import", "--data", _shop.Data, _shop.In("more"));
        await _shop.CountAsync();
        JsonElement late = await _shop.ListAsync("--late");
        Assert.Equal((1, "6h"), (Sum(late, "open"), late.GetProperty("rebuild").GetProperty("horizon_for_all").GetString()));
        JsonElement asItIs = await _shop.RepairAsync("--late", "--all");
        Assert.Equal((0, 1), (asItIs.GetProperty("put_back").GetInt32(), asItIs.GetProperty("refused").GetProperty("late").GetInt32()));
        Assert.Equal(1, (await _shop.RepairAsync("--late", "--all", "--set", $"timestamp={DeadLetterShop.Start}")).GetProperty("put_back").GetInt32());
        await _shop.CountAsync();
        JsonElement after = await _shop.ListAsync("--late");
        Assert.Equal((1, 0, 0), Outcome(after, "counted", "late", "not_counted_yet"));
        Assert.Equal(1, Sum(after, "put_back"));
    }

    [Fact]
    public async Task All_mistakes_are_told_and_nothing_is_done()
    {
        await _shop.FillAsync(partitions: 1);
        CliRun many = await CliRun.Of("dlq", "repair", "--data", _shop.Data, "first", "--reason", "not_jsn", "--set", "x", "--replace", "=y", "--rename", "a=");
        Assert.Equal(ExitCodes.Usage, many.ExitCode);
        Assert.All(
            ["'first' is no id", "only one of them", "there is no 'not_jsn'", "--set: 'x'", "--replace: '=y'", "--rename: 'a='", "pipeline dlq repair --help"],
            text => Assert.Contains(text, many.Error, StringComparison.Ordinal));
        CliRun none = await CliRun.Of("dlq", "show", "--data", _shop.Data), missing = await CliRun.Of("dlq", "drop", "--data", _shop.Data, "0:41", "0:7", "7:1");
        Assert.Contains("which records?", none.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Usage, ExitCodes.Usage), (none.ExitCode, missing.ExitCode));
        Assert.Contains("0:7: no dead letter", missing.Error, StringComparison.Ordinal);
        Assert.Contains("7:1: no dead letter", missing.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await CliRun.Of("dlq")).ExitCode);
        Assert.Contains("pipeline dlq list --help", (await CliRun.Of("dlq", "list", "--datum", "x")).Error, StringComparison.Ordinal);
        Assert.Equal(20, Sum(await _shop.ListAsync(), "open"));
    }

    private static int Sum(JsonElement list, string count) => list.GetProperty("groups").EnumerateArray().Sum(g => g.GetProperty(count).GetInt32());

    private static (int, int, int) Outcome(JsonElement list, string one, string two, string three)
    {
        JsonElement putBack = list.GetProperty("put_back");
        return (putBack.GetProperty(one).GetInt32(), putBack.GetProperty(two).GetInt32(), putBack.GetProperty(three).GetInt32());
    }

    private async Task<(int Records, int Accepted, int Late, int Rejected)> Ledger()
    {
        CliRun run = await DeadLetterShop.Done("query", "--data", _shop.Data, "ledger", "--sum", "--fields", "records,accepted,late,rejected", "--format", "csv");
        int[] sums = [.. run.Out.Split('\n')[1].Split(',').Select(int.Parse)];
        return (sums[0], sums[1], sums[2], sums[3]);
    }
}
