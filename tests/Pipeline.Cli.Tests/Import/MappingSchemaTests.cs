using System.Text;
using NJsonSchema;
using Pipeline.Cli.Tests.Documents;
using Pipeline.Import;

namespace Pipeline.Cli.Tests.Import;

/// <summary>The published schema says what the reader accepts.</summary>
public sealed class MappingSchemaTests
{
    private static readonly string Schema = Path.Combine(RepositoryRoot.Path, "docs", "import.schema.json");

    public static TheoryData<string> Files() =>
    [
        "{}", "[]", "7", """{"format":"csv"}""", """{"format":"csv","events":[]}""", """{"format":"csv","events":null}""", """{"format":"csv","events":[{}]}""", """{"format":"csv","events":[7]}""",
        Root(""), Root("\"formats\":1,"), """{"format":"xml","events":[]}""", """{"format":null,"events":[]}""", Root("\"$schema\":\"x\","), Root("\"$schema\":7,"),
        Root("\"delimiter\":\";\","), Root("\"delimiter\":\"\\t\","), Root("\"delimiter\":\"::\","), Root("\"delimiter\":null,"), Root("\"delimiter\":7,"),
        Root("\"columns\":[\"u\",\"t\"],"), Root("\"columns\":[],"), Root("\"columns\":[\"u\",\"u\",\"t\"],"), Root("\"columns\":[\"u\",\"\",\"t\"],"), Root("\"columns\":\"u\","), Root("\"columns\":null,"),
        Root("\"encoding\":\"utf-8\","), Root("\"encoding\":\"windows-1252\","), Root("\"encoding\":\"ebcdic\","), Root("\"decimal\":\",\","), Root("\"decimal\":\"'\","), Root("\"thousands\":\"'\","), Root("\"thousands\":\"\","), Root("\"thousands\":\"_\","),
        Root("\"time_zone\":\"Europe/Berlin\","), Root("\"time_zone\":7,"), Root("\"time_zone\":\"\","), Root("\"ambiguous_time\":\"later\","), Root("\"ambiguous_time\":\"never\","),
        """{"format":"ndjson","explode":"a","events":[{"event_type":{"value":"refund"},"user_id":"u","timestamp":"t"}]}""", """{"format":"ndjson","explode":7,"events":[{"event_type":{"value":"refund"},"user_id":"u","timestamp":"t"}]}""",
        Event("\"event_type\":\"e\",\"user_id\":\"u\""), Event("\"event_type\":\"e\",\"timestamp\":\"t\""), Event("\"user_id\":\"u\",\"timestamp\":\"t\""), Event("\"event_type\":null,\"user_id\":\"u\",\"timestamp\":\"t\""),
        Event("\"event_type\":\"purchase\",\"user_id\":\"u\",\"timestamp\":\"t\""), Event("\"event_type\":\"e\",\"user_id\":7,\"timestamp\":\"t\""), Event("\"event_type\":\"e\",\"user_id\":\"\",\"timestamp\":\"t\""),
        Type("""{"from":"purchase"}"""), Type("""{"value":"purchase"}"""), Type("""{"value":"purchases"}"""), Type("""{"sign_of":"q"}"""), Type("""{"sign_of":""}"""), Type("""{"sign_of":"q","from":"q"}"""), Type("""{"sign_of":"q","from":null}"""), Type("{}"), Type("""{"fallback":"e"}"""),
        Type("""{"from":"e","values":{"a":"refund","b":null}}"""), Type("""{"from":"e","values":{"a":"refunds"}}"""), Type("""{"from":"e","values":{}}"""), Type("""{"from":"e","values":[]}"""), Type("""{"from":"e","values":{"a":"refund"},"others":null}"""), Type("""{"from":"e","values":{"a":"refund"},"others":"buy"}"""), Type("""{"from":"e","values":{"a":7}}"""),
        Text("\"x\""), Text("null"), Text("7"), Text("[]"), Text("{}"), Text("""{"from":"x"}"""), Text("""{"from":["x","y"],"join":""}"""), Text("""{"from":["x","x"]}"""), Text("""{"from":[]}"""), Text("""{"from":["1","2","3","4","5","6","7","8","9"]}"""), Text("""{"from":null}"""), Text("""{"from":"x","join":7}"""),
        Text("""{"value":"x"}"""), Text("""{"value":7}"""), Text("""{"value":""}"""), Text("""{"value":null}"""), Text("""{"from":"x","value":"y"}"""), Text("""{"from":"x","value":null}"""), Text("""{"from":"x","trim":true}"""), Text("""{"from":"x","trim":"yes"}"""), Text("""{"from":"x","case":"upper"}"""), Text("""{"from":"x","case":"Upper"}"""), Text("""{"from":"x","case":""}"""),
        Text("""{"from":"x","as":"integer"}"""), Text("""{"from":"x","as":"number"}"""), Text("""{"from":"x","values":{"a":"b","c":null}}"""), Text("""{"from":"x","values":{"a":""}}"""), Text("""{"from":"x","values":{"a":"b"},"others":null}"""), Text("""{"from":"x","prefix":"p-"}"""), Text("""{"from":"x","prefix":7}"""), Text("""{"from":"x","strip":"€"}"""), Text("""{"from":"x","strip":["€","EUR"]}"""), Text("""{"from":"x","strip":[]}"""),
        Text("""{"from":"x","fallback":"y"}"""), Text("""{"from":"x","fallback":{"from":"y","fallback":{"value":"z"}}}"""), Text("""{"from":"x","fallback":7}"""), Text("""{"from":"x","fallback":null}"""), Text("""{"from":"x","absolute":true}"""), Text("""{"from":"x","sign_of":"y"}"""), Text($"\"{new string('x', 1000)}\""), Text($"\"{new string('x', 1001)}\""),
        Field("quantity", "\"q\""), Field("quantity", """{"value":1}"""), Field("quantity", """{"value":"1"}"""), Field("quantity", """{"from":"q","absolute":true}"""), Field("quantity", """{"from":"q","absolute":1}"""), Field("quantity", """{"from":"q","divide_by":2}"""), Field("quantity", """{"from":"q","values":{}}"""), Field("quantity", """{"from":"q","strip":["Stk"],"fallback":{"value":1}}"""),
        Field("price", "\"p\""), Field("price", """{"value":0}"""), Field("price", """{"from":"p","divide_by":100}"""), Field("price", """{"from":"p","divide_by":"q"}"""), Field("price", """{"from":"p","divide_by":0}"""), Field("price", """{"from":"p","divide_by":-2}"""), Field("price", """{"from":"p","divide_by":""}"""), Field("price", """{"from":"p","divide_by":null,"round":"half_even"}"""), Field("price", """{"from":"p","round":"up"}"""), Field("price", """{"from":"p","divide_by":[1]}"""),
        Time("""{"from":"t"}"""), Time("""{"from":"t","format":"epoch_s"}"""), Time("""{"from":["d","t"],"format":["iso","dd.MM.yyyy HH:mm"]}"""), Time("""{"from":"t","format":[]}"""), Time("""{"from":"t","format":7}"""), Time("""{"value":"t"}"""), Time("""{"format":"iso"}"""), Time("""{"from":null}"""), Time("""{"from":"t","fallback":{"from":"x","format":"epoch_ms"}}"""), Time("""{"from":"t","trim":true}"""),
        When("""{"a":"b"}"""), When("""{"a":["b","c"]}"""), When("""{"a":[]}"""), When("""{"a":7}"""), When("""{"a":""}"""), When("{}"), When("null"), When("[]"), When("""{"a":{"present":true}}"""), When("""{"a":{"present":"yes"}}"""), When("""{"a":{"not":"b"}}"""), When("""{"a":{"not":["b"]}}"""), When("""{"a":{"not":[]}}"""), When("""{"a":{}}"""), When("""{"a":{"not":"b","present":true}}"""), When("""{"a":{"is":"b"}}"""),
        $$"""{"format":"csv","events":[{{string.Join(',', Enumerable.Repeat(Whole, 16))}}]}""", $$"""{"format":"csv","events":[{{string.Join(',', Enumerable.Repeat(Whole, 17))}}]}""",
    ];

    private const string Whole = """{"event_type":{"value":"refund"},"user_id":"u","timestamp":"t"}""";

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Reader_and_schema_agree(string json)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Schema, TestContext.Current.CancellationToken);
        MappingResult read = MappingReader.Read(Encoding.UTF8.GetBytes(json));
        string schemaSays = string.Join('\n', schema.Validate(json)), readerSays = string.Join('\n', read.Mistakes);
        Assert.True((schemaSays.Length == 0) == read.IsValid, $"{json}\nschema: {schemaSays}\nreader: {readerSays}");
    }

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "samples"), "*.map.json").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_samples_conform(string sample)
    {
        string json = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "samples", sample), TestContext.Current.CancellationToken);
        JsonSchema schema = await JsonSchema.FromFileAsync(Schema, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(json));
        Assert.Empty(MappingReader.Read(Encoding.UTF8.GetBytes(json)).Mistakes);
    }

    [Fact]
    public async Task The_manual_names_every_key()
    {
        string manual = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "import.md"), TestContext.Current.CancellationToken);
        using System.Text.Json.JsonDocument schema = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Schema, TestContext.Current.CancellationToken));
        HashSet<string> keys = [];
        Collect(schema.RootElement, keys);
        Assert.Contains("divide_by", keys);
        Assert.All(keys.Where(key => key != "$schema"), key => Assert.Contains($"`{key}`", manual, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_places()
    {
        MappingResult read = MappingReader.Read(Encoding.UTF8.GetBytes("""
            {"format":"csv","columns":["user","item","time"],"explode":"a","time_zone":"Europe/Berln","decimal":",","thousands":",","events":[
              {"event_type":{"from":"kind","values":{"pv":"product_views"},"others":"nothing"},"user_id":"users","timestamp":{"from":"time","format":"DD.MM"},"when":{"x":{}}},
              {"event_type":"purchase","user_id":{"from":"user","fallbak":"item"},"timestamp":"time","price":{"from":"item","divide_by":0}}]}
            """));
        string[] expected =
        [
            "$.explode: found \"a\"; allowed: nothing: explode is for ndjson",
            "$.events[0].event_type.from: found \"kind\"; allowed: one of the columns user, item, time",
            "$.events[0].event_type.values.pv: found \"product_views\"; allowed: page_view, product_view, add_to_cart, purchase, refund, null (no event) (did you mean product_view?)",
            "$.events[0].user_id: found \"users\"; allowed: one of the columns user, item, time (did you mean user?)",
            "$.events[0].timestamp.format: found \"DD.MM\"",
            "$.events[0].when.x: found \"x\"",
            "$.events[0].when.x: found {}; allowed: either present or not",
            "$.events[1].event_type: found \"purchase\"; allowed: {\"value\": \"purchase\"} for the same type in every event",
            "$.events[1].user_id.fallbak: found an unknown key; allowed: only the keys from, join, strip, fallback",
            "$.events[1].price.divide_by: found 0; allowed: a column's or path's name in quotes, or a number more than 0",
            "$.thousands: found \",\"; allowed: another sign than that of decimal",
            "$.time_zone: found \"Europe/Berln\"; allowed: a zone's IANA name like \"Europe/Berlin\", or \"UTC+02\" (did you mean Europe/Berlin?)",
        ];
        string told = string.Join('\n', read.Mistakes);
        Assert.All(expected, text => Assert.Contains(text, told, StringComparison.Ordinal));
    }

    private static void Collect(System.Text.Json.JsonElement element, HashSet<string> keys)
    {
        if (element.ValueKind == System.Text.Json.JsonValueKind.Array)
        {
            foreach (System.Text.Json.JsonElement item in element.EnumerateArray()) Collect(item, keys);
        }

        if (element.ValueKind != System.Text.Json.JsonValueKind.Object) return;
        foreach (System.Text.Json.JsonProperty property in element.EnumerateObject())
        {
            if (property.Name == "properties") keys.UnionWith(property.Value.EnumerateObject().Select(p => p.Name));
            Collect(property.Value, keys);
        }
    }

    private static string Root(string inside) => $$"""{"format":"csv",{{inside}}"events":[{{Whole}}]}""";

    private static string Event(string inside) => $$"""{"format":"csv","events":[{{{inside}}}]}""";

    private static string Type(string type) => Event($"\"event_type\":{type},\"user_id\":\"u\",\"timestamp\":\"t\"");

    private static string Text(string text) => Field("product_id", text);

    private static string Time(string time) => Event($"\"event_type\":\"e\",\"user_id\":\"u\",\"timestamp\":{time}");

    private static string When(string when) => Field("when", when);

    private static string Field(string name, string value) => Event($"\"event_type\":\"e\",\"user_id\":\"u\",\"timestamp\":\"t\",\"{name}\":{value}");
}
