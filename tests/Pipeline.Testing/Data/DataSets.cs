using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Import;

namespace Pipeline.Testing.Data;

/// <summary>
/// The real data sets as files of events, one JSON line each, by the mappings that are shipped as samples; made once a machine. A test without the
/// data is skipped.
/// </summary>
public static class DataSets
{
    // Part of the made files' names: raise it when what a mapping means changes.
    private const int MapperVersion = 2;

    private const int LongestLine = 1 << 20;

    /// <summary>The figures to compare with, <c>expected.json</c>.</summary>
    public static string Expected() => DataFolder.PathOrSkip("expected.json");

    /// <summary>UCI Online Retail, 541,909 events.</summary>
    public static string Uci() => Mapped("uci-online-retail.csv.gz", "uci");

    /// <summary>Elastic's sample orders, 10,087 events, not in time order (horizon 40 d).</summary>
    public static string Elastic() => Mapped("elastic-ecommerce.ndjson.gz", "elastic");

    /// <summary>OTTO sessions, 862 events.</summary>
    public static string Otto() => Mapped("otto-sessions.jsonl", "otto");

    private static string Mapped(string file, string sample)
    {
        string source = DataFolder.PathOrSkip(file);
        byte[] mapping = File.ReadAllBytes(Path.Combine(DataFolder.RepositoryRoot, "samples", sample + ".map.json"));
        string folder = Path.Combine(Path.GetTempPath(), $"pipeline-test-data-{Environment.UserName}");
        Directory.CreateDirectory(folder);
        string target = Path.Combine(folder, $"{file}-{new FileInfo(source).Length}-{StableHash.Of(mapping):x}-v{MapperVersion}.ndjson");
        if (File.Exists(target)) return target;

        // Other test processes may do the same: each writes a file of its own, and any of them is the right one.
        string own = $"{target}.{Guid.NewGuid():N}";
        using (FileStream output = File.Create(own)) Write(source, MappingReader.Read(mapping).Mapping!, output);
        File.Move(own, target, overwrite: true);
        return target;
    }

    private static void Write(string source, Mapping mapping, Stream output)
    {
        using MappedReader reader = new(mapping, [() => CompressedInput.Open(File.OpenRead(source), source)], LongestLine);
        RawBlock block = new();
        while (reader.TryRead(block))
        {
            for (int i = 0; i < block.Count; i++)
            {
                output.Write(block.Buffer, block.Records[i].Start, block.Records[i].Length);
                output.WriteByte((byte)'\n');
            }
        }
    }
}
