using System.IO.Compression;
using Pipeline.Cli.Frame;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Tests.Frame;

/// <summary>Folders and files to make mistakes with; in a mistake's command line <c>{name}</c> is the path of one.</summary>
public sealed class MistakeFolder : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-mistakes-");
    private DataFolder? held;

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public async ValueTask InitializeAsync()
    {
        await Done("generate", "--events", "2k", "--output", PathOf("shop.ndjson"));
        await Done("import", "--data", PathOf("shop"), PathOf("shop.ndjson"));
        await Done("run", "--data", PathOf("shop"), "--until-end", "--shards", "2");
        foreach (string copy in (string[])["damaged", "held", "newer"]) Copy(PathOf("shop"), PathOf(copy));
        Spoil(new DataFolderPaths(PathOf("damaged")).Registry);
        held = DataFolder.Open(PathOf("held"));
        await File.WriteAllTextAsync(new DataFolderPaths(PathOf("newer")).Version, "99\n");
        await Done("import", "--data", PathOf("uncounted"), PathOf("shop.ndjson"));
        Directory.CreateDirectory(PathOf("folder"));
        await File.WriteAllTextAsync(PathOf("file"), "x");
        await File.WriteAllTextAsync(PathOf("typo.json"), """{"horizn":"1h"}""");
        await File.WriteAllTextAsync(PathOf("broken.json"), """{"horizon":""");
        await File.WriteAllTextAsync(PathOf("other.json"), """{"session_gap":"5m"}""");
        await File.WriteAllTextAsync(PathOf("bad.map.json"), """{"colums":{}}""");
        await File.WriteAllTextAsync(PathOf("shop.csv"), "a,b\n1,2\n");
        byte[] zipped = Zipped(await File.ReadAllBytesAsync(PathOf("shop.ndjson")));
        await File.WriteAllBytesAsync(PathOf("cut.gz"), zipped[..(zipped.Length / 2)]);
    }

    public ValueTask DisposeAsync()
    {
        held?.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static void Copy(string from, string to)
    {
        foreach (string inner in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(inner.Replace(from, to, StringComparison.Ordinal));
            foreach (string file in Directory.EnumerateFiles(inner)) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
        }
    }

    /// <summary>Turns every byte in the middle third around.</summary>
    internal static void Spoil(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        for (int i = bytes.Length / 3; i < bytes.Length * 2 / 3; i++) bytes[i] ^= 0xFF;
        File.WriteAllBytes(file, bytes);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest)) gzip.Write(bytes);
        return target.ToArray();
    }

    private static async Task Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
    }
}
