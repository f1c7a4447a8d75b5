using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Documents;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>A running engine that others ask over its folder's socket.</summary>
public sealed class FolderServerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-server-");

    private string Data => In("data");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Stopped_while_it_exports_it_ends_as_it_should()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs Unix signals");
        await Done("generate", "--events", "60k", "--seed", "7", "--output", In("shop.ndjson"));
        await Done("import", "--data", Data, In("shop.ndjson"));
        await Done("run", "--data", Data, "--until-end");
        using Process run = await StartRun();
        Task<CliRun>[] exports = [.. Enumerable.Range(0, 24).Select(n => CliRun.Of("export", "--data", Data, "--export", In($"out-{n}")))];
        await Task.WhenAny(exports);
        await Stop(run);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        foreach (CliRun export in await Task.WhenAll(exports))
        {
            Assert.True(export.ExitCode is ExitCodes.Done or ExitCodes.InputOutput or ExitCodes.FolderInUse, export.Error);
            Assert.DoesNotContain("a bug", export.Error, StringComparison.Ordinal);
        }

        await Done("verify", "--data", Data);
    }

    [Fact]
    public async Task A_rebuild_with_another_funnel_takes_over_while_it_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs Unix signals");
        await File.WriteAllTextAsync(
            In("new.json"), """{"funnels":[{"name":"pages","window":"2h","steps":[{"event":"page_view"},{"event":"add_to_cart"}]}]}""", TestContext.Current.CancellationToken);
        await Done("generate", "--events", "20k", "--seed", "7", "--output", In("shop.ndjson"));
        await Done("import", "--data", Data, In("shop.ndjson"));
        using Process run = await StartRun();
        CliRun compared = await CliRun.Of("rebuild", "--data", Data, "--settings", In("new.json"), "--json");
        Assert.True(compared.ExitCode == ExitCodes.Done, compared.Error);
        using (JsonDocument result = JsonDocument.Parse(compared.Out))
        {
            Assert.False(result.RootElement.GetProperty("switched").GetBoolean());
            JsonElement collections = result.RootElement.GetProperty("collections");
            Assert.True(collections.GetProperty("funnel-days").GetProperty("new").GetInt64() > 0);
            Assert.True(collections.GetProperty("funnel-days").GetProperty("gone").GetInt64() > 0);
            Assert.Equal(0, collections.GetProperty("site-days").GetProperty("changed").GetInt64());
        }

        await Done("generate", "--events", "5k", "--seed", "8", "--output", In("more.ndjson"));
        await Done("import", "--data", Data, In("more.ndjson"));
        await Done("rebuild", "--data", Data, "--settings", In("new.json"), "--switch");
        Assert.False(run.HasExited);
        await Done("generate", "--events", "5k", "--seed", "9", "--output", In("last.ndjson"));
        await Done("import", "--data", Data, In("last.ndjson"));
        await Stop(run);
        Assert.Equal(ExitCodes.Done, run.ExitCode);

        await Done("run", "--data", Data, "--settings", In("new.json"), "--until-end");
        await Done("export", "--data", Data, "--export", In("switched"));
        await Done("replay", "--input", In("shop.ndjson"), In("more.ndjson"), In("last.ndjson"), "--settings", In("new.json"), "--export", In("fresh"));
        foreach (string collection in Collections.All)
            Assert.Equal(await Text("fresh", collection), await Text("switched", collection));
        await Done("verify", "--data", Data);
    }

    [Fact]
    public async Task Clients_that_say_nothing_or_too_much_hold_nobody_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs Unix signals");
        await Done("generate", "--events", "1k", "--output", In("shop.ndjson"));
        await Done("import", "--data", Data, In("shop.ndjson"));
        using Process run = await StartRun();
        Socket[] silent = [.. Enumerable.Range(0, 15).Select(_ => Connect())];
        using Socket loud = Connect();
        byte[] answer = new byte[1024];
        try
        {
            for (int sent = 0; sent < 1 << 16; sent += 1 << 10) loud.Send(new byte[1 << 10].AsSpan());
            int read = loud.Receive(answer);
            Assert.Contains("65536 bytes", Encoding.UTF8.GetString(answer, 0, read), StringComparison.Ordinal);
            await Done("status", "--data", Data, "--json");
            await Stop(run);
        }
        finally
        {
            foreach (Socket socket in silent) socket.Dispose();
        }

        Assert.Equal(ExitCodes.Done, run.ExitCode);
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private Socket Connect()
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(new Store.Folders.DataFolderPaths(Data).Socket));
        return socket;
    }

    private Task<string> Text(string export, string collection) =>
        File.ReadAllTextAsync(In(Path.Combine(export, collection + ".ndjson")), TestContext.Current.CancellationToken);

    private async Task<Process> StartRun()
    {
        Process run = ProcessTests.Start($"run --data {Data}");
        while (true)
        {
            string? line = await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
            if (line.Contains("following", StringComparison.Ordinal)) return run;
        }
    }

    private static async Task Stop(Process run)
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{run.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
    }
}
