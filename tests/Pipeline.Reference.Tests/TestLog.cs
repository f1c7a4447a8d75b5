using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Settings;

namespace Pipeline.Reference.Tests;

/// <summary>A handwritten log. Times are ms after 2026-01-05T10:00:00Z; an event has product p, quantity 1, price 1, page / unless said.</summary>
internal sealed class TestLog
{
    public const long Origin = 1_767_607_200_000;

    private readonly List<SourceRecord> records = [];
    private readonly Dictionary<int, long> offsets = [];

    public TestLog Add(string type, string user, long at, params (string Name, object? Value)[] fields) =>
        AddTo(0, type, user, at, fields);

    public TestLog AddTo(int partition, string type, string user, long at, params (string Name, object? Value)[] fields)
    {
        var json = new Dictionary<string, object?> { ["event_type"] = type, ["user_id"] = user, ["timestamp"] = Origin + at };
        if (type == "page_view") json["page_url"] = "/";
        else json["product_id"] = "p";
        if (type is "add_to_cart" or "purchase" or "refund") json["quantity"] = 1;
        if (type is "purchase" or "refund") json["price"] = 1;
        foreach ((string name, object? value) in fields) json[name] = value;
        return AddRaw(JsonSerializer.SerializeToUtf8Bytes(json), partition);
    }

    public TestLog AddRaw(string record) => AddRaw(Encoding.UTF8.GetBytes(record), 0);

    public TestLog AddRaw(byte[] record, int partition)
    {
        long offset = offsets.GetValueOrDefault(partition);
        offsets[partition] = offset + 1;
        records.Add(new SourceRecord(partition, offset, record));
        return this;
    }

    public TestResult Run(FoldSettings? settings = null, int partitions = 1)
    {
        using ReferenceResult result = ReferenceRun.Run(records, new ReferenceOptions { Fold = settings ?? new(), Partitions = partitions });
        return new TestResult(result);
    }

    public TestResult Run(params FunnelDefinition[] funnels) => Run(new FoldSettings { Funnels = funnels });

    public static string Time(long at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Origin + at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
