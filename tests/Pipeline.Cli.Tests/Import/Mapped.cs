using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Import;

namespace Pipeline.Cli.Tests.Import;

/// <summary>What a mapping makes of texts.</summary>
internal sealed record Mapped(IReadOnlyList<string> Records, MappedCounts Counts)
{
    /// <summary>The fields that every template needs, to be put before what a test is about.</summary>
    internal const string Fields = "\"event_type\":{\"value\":\"product_view\"},\"user_id\":\"u\",\"timestamp\":\"t\"";

    /// <summary>Maps files.</summary>
    internal static Mapped Of(string mapping, params string[] files) => Of(mapping, [.. files.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Maps files.</summary>
    internal static Mapped Of(string mapping, IEnumerable<byte[]> files, int readBytes = int.MaxValue)
    {
        MappingResult read = MappingReader.Read(Encoding.UTF8.GetBytes(mapping));
        Assert.True(read.IsValid, string.Join('\n', read.Mistakes));
        List<string> records = [];
        using MappedReader reader = new(read.Mapping, [.. files.Select<byte[], Func<Stream>>(bytes => () => new SlowBytes(bytes, readBytes))], 1 << 20);
        RawBlock block = new();
        while (reader.TryRead(block)) records.AddRange(block.Records.Take(block.Count).Select(r => Encoding.UTF8.GetString(block.Buffer, r.Start, r.Length)));
        return new Mapped(records, reader.Counts);
    }

    /// <summary>The mapping of a CSV with the columns u and t and others, which gives one field.</summary>
    internal static string Csv(string field, string root = "") => $$"""{"format":"csv",{{root}}"events":[{{{Fields}},{{field}}}]}""";

    /// <summary>The one record's JSON of a field; null when it is not there.</summary>
    internal string? Field(string name)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(Assert.Single(Records));
        return document.RootElement.TryGetProperty(name, out System.Text.Json.JsonElement value) ? value.GetRawText() : null;
    }

    /// <summary>The one reason.</summary>
    internal string Reason()
    {
        UnmappedReason reason = Assert.Single(Counts.Reasons);
        return $"{reason.Count} {reason.Field} {MapProblems.Name(reason.Problem)} {reason.File}:{reason.Line} {reason.Found}";
    }
}
