using System.Text;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Documents;
using Pipeline.Log;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>A line of any length stops nothing, and what is not taken of it is told.</summary>
public sealed class LongLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-long-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Long_lines_are_dead_letters_whichever_way_they_are_read()
    {
        int begin = Write(LogWriterOptions.MaxRecordBytes + 100);
        CliRun plain = await CliRun.Of("replay", "--input", In("input"), "--export", In("plain"), "--json");
        CliRun kept = await CliRun.Of("replay", "--input", In("input"), "--data", In("data"), "--export", In("kept"), "--json");
        CliRun import = await CliRun.Of("import", "--data", In("imported"), In("input"), "--json");
        CliRun run = await CliRun.Of("run", "--data", In("imported"), "--until-end");
        CliRun export = await CliRun.Of("export", "--data", In("imported"), "--export", In("exported"));
        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (run.ExitCode, export.ExitCode));
        foreach (CliRun read in new[] { plain, kept, import })
        {
            Assert.True(read.ExitCode == ExitCodes.LinesCut, read.Error);
            Assert.Contains($"{In("input")}: from byte {begin} on", read.Error, StringComparison.Ordinal);
            Assert.Contains("\"records\": 5", read.Out, StringComparison.Ordinal);
            Assert.Contains("\"cut_lines\": 1", read.Out, StringComparison.Ordinal);
        }

        foreach (string collection in Collections.All)
        {
            byte[] expected = await Bytes("plain", collection);
            byte[] keptBytes = await Bytes("kept", collection), exported = await Bytes("exported", collection);
            Assert.True(expected.AsSpan().SequenceEqual(keptBytes), collection);
            Assert.True(expected.AsSpan().SequenceEqual(exported), collection);
        }

        string[] letters = [.. File.ReadLines(Path.Combine(In("plain"), "dead-letters.ndjson")).Select(line => line[..Math.Min(line.Length, 120)])];
        Assert.Equal(["not_json", "too_large", "too_large"], letters.Select(ReasonOf).Order());
        Assert.Contains(letters, letter => letter.Contains("\"" + Convert.ToBase64String("{\"a\r"u8) + "\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_log_holds_is_taken_whole()
    {
        Write(LogWriterOptions.MaxRecordBytes);
        CliRun import = await CliRun.Of("import", "--data", In("data"), In("input"), "--json");
        Assert.True(import.ExitCode == ExitCodes.Done, import.Error);
        Assert.Contains("\"cut_lines\": 0", import.Out, StringComparison.Ordinal);
    }

    /// <summary>Good, 17 MiB, one that is that long, good, and a last one with a lone carriage return; where the long one begins.</summary>
    private int Write(int length)
    {
        byte[] good = Encoding.UTF8.GetBytes("""{"event_type":"page_view","user_id":"u","page_url":"/","timestamp":1700000000000}""" + "\n");
        byte[] large = new byte[17 << 20];
        using FileStream file = File.Create(In("input"));
        file.Write(good);
        file.Write(large);
        file.Write("\r\n"u8);
        long begin = file.Position;
        file.Write(new byte[length]);
        file.Write("\n"u8);
        file.Write(good);
        file.Write("{\"a\r"u8);
        return (int)begin;
    }

    private static string ReasonOf(string letter) => letter[letter.IndexOf("\"reason\":\"", StringComparison.Ordinal)..].Split('"')[3];

    private string In(string name) => Path.Combine(folder.FullName, name);

    private Task<byte[]> Bytes(string export, string collection) =>
        File.ReadAllBytesAsync(Path.Combine(In(export), collection + ".ndjson"), TestContext.Current.CancellationToken);
}
