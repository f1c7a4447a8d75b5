using System.IO.Compression;

namespace Pipeline.Testing.Data;

/// <summary>The real data sets as files of events, one JSON line each; converted once a machine. A test without the data is skipped.</summary>
public static class DataSets
{
    // Part of the converted files' names: raise it when a converter changes.
    private const int ConverterVersion = 1;

    /// <summary>The figures to compare with, <c>expected.json</c>.</summary>
    public static string Expected() => DataFolder.PathOrSkip("expected.json");

    /// <summary>UCI Online Retail, 541,909 events.</summary>
    public static string Uci() => Converted("uci-online-retail.csv.gz", UciConverter.Convert);

    /// <summary>Elastic's sample orders, 10,087 events, not in time order (horizon 40 d).</summary>
    public static string Elastic() => Converted("elastic-ecommerce.ndjson.gz", ElasticConverter.Convert);

    /// <summary>OTTO sessions, 862 events.</summary>
    public static string Otto() => Converted("otto-sessions.jsonl", OttoConverter.Convert);

    private static string Converted(string file, Action<TextReader, Stream> convert)
    {
        string source = DataFolder.PathOrSkip(file);
        string folder = Path.Combine(Path.GetTempPath(), $"pipeline-test-data-{Environment.UserName}");
        Directory.CreateDirectory(folder);
        string target = Path.Combine(folder, $"{file}-{new FileInfo(source).Length}-v{ConverterVersion}.ndjson");
        if (File.Exists(target)) return target;

        // Other test processes may do the same: each writes a file of its own, and any of them is the right one.
        string own = $"{target}.{Guid.NewGuid():N}";
        using (Stream input = File.OpenRead(source))
        using (Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(input, CompressionMode.Decompress) : input)
        using (var reader = new StreamReader(plain))
        using (var output = new BufferedStream(File.Create(own), 1 << 16))
        {
            convert(reader, output);
        }

        File.Move(own, target, overwrite: true);
        return target;
    }
}
