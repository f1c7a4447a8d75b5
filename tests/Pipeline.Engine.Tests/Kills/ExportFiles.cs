using Pipeline.Core.Documents;
using Pipeline.Engine.Running;

namespace Pipeline.Engine.Tests.Kills;

/// <summary>Exports as files, compared byte by byte.</summary>
internal static class ExportFiles
{
    /// <summary>Exports the newest registered epoch of a folder; what was said meanwhile.</summary>
    public static List<string> Write(string data, string directory)
    {
        List<string> said = [];
        using StoredEpoch stored = StoredEpoch.Open(data, said.Add) ?? throw new InvalidOperationException($"{data} holds no epoch.");
        using EpochReading reading = stored.Read();
        ExportWriter.Write(reading.Source, directory);
        return said;
    }

    /// <summary>All collections have the same bytes.</summary>
    public static void AssertSame(string expected, string actual, string what)
    {
        foreach (string collection in Collections.All)
        {
            string one = Path.Combine(expected, collection + ".ndjson"), other = Path.Combine(actual, collection + ".ndjson");
            if (File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other))) continue;
            string[] wanted = File.ReadAllLines(one), got = File.ReadAllLines(other);
            int at = 0;
            while (at < Math.Min(wanted.Length, got.Length) && wanted[at] == got[at]) at++;
            Assert.Fail(
                $"{what}: {collection} differs at line {at} ({wanted.Length} and {got.Length} lines)\n" +
                $"expected {wanted.ElementAtOrDefault(at)}\nfound    {got.ElementAtOrDefault(at)}");
        }
    }
}
