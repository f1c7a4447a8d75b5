using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Reference;
using Pipeline.Reference.Decoding;
using Pipeline.Testing.Data;
using Pipeline.Testing.Streams;

namespace Pipeline.Engine.Tests.Golden;

/// <summary>UCI's export in file order, of the reference and of one replay; made once for all tests.</summary>
public sealed class GoldenUci
{
    private readonly Lazy<GoldenExport> _fileOrder = new(() => GoldenExport.Of(
        () => File.OpenRead(DataSets.Uci()), new FoldSettings(), 1, 1, Collections.SiteDays, Collections.GeoDays, Collections.Products, Collections.DeadLetters));

    private readonly Lazy<Dictionary<string, string>> _reference = new(() =>
    {
        using ReferenceResult result = ReferenceRun.Run(RecordFile.Partitioned(RecordFile.Lines(DataSets.Uci())), new ReferenceOptions());
        return ExportDigest.Of(result);
    });

    private readonly Lazy<List<MadeRecord>> _records = new(() => Read(DataSets.Uci()));

    /// <summary>A replay with one partition and one shard.</summary>
    internal GoldenExport FileOrder => _fileOrder.Value;

    /// <summary>Hashes of the reference's lines with one partition.</summary>
    internal Dictionary<string, string> Reference => _reference.Value;

    /// <summary>The file's records, to be shuffled.</summary>
    internal List<MadeRecord> Records => _records.Value;

    /// <summary>A converted file's records with their shoppers and times.</summary>
    internal static List<MadeRecord> Read(string path) =>
    [
        .. RecordFile.Lines(path).Select(line =>
        {
            ReferenceEvent? e = ReferenceDecoder.Decode(line, null).Event;
            return new MadeRecord(line.ToArray(), e?.UserId, e?.Timestamp ?? 0, null);
        }),
    ];

    /// <summary>Records as a file of lines.</summary>
    internal static MemoryStream ToStream(IEnumerable<MadeRecord> records)
    {
        var file = new MemoryStream();
        foreach (MadeRecord record in records)
        {
            file.Write(record.Bytes);
            file.WriteByte((byte)'\n');
        }

        file.Position = 0;
        return file;
    }
}
