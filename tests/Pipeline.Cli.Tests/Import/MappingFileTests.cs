using System.Text;
using Pipeline.Import;

namespace Pipeline.Cli.Tests.Import;

/// <summary>Files: headers, quotes, delimiters, encodings, JSON and lists in it, and how lines are cut.</summary>
public sealed class MappingFileTests
{
    private const string T = "2024-05-01T10:00:00Z";
    private const string Ndjson = """{"format":"ndjson","events":[{"event_type":{"value":"product_view"},"user_id":"u","timestamp":"t","product_id":"p.id"}]}""";
    private static readonly string Csv = Mapped.Csv("\"product_id\":\"p\"");

    [Fact]
    public void Every_file_has_its_own_header_and_columns_may_stand_in_any_order()
    {
        Mapped mapped = Mapped.Of(Csv, $"u,t,p\na,{T},1\n", "", $"\uFEFFp,more,t,\"u\"\r\n2,x,{T},b\r\n\r\n3,x,{T},c");
        Assert.Equal(["\"a\"", "\"b\"", "\"c\""], mapped.Records.Select(User));
        Assert.Equal(3, mapped.Counts.Lines);
    }

    [Fact]
    public void A_header_that_lacks_columns_is_refused_with_all_that_it_lacks()
    {
        UnfitFileException unfit = Assert.Throws<UnfitFileException>(() => Mapped.Of(Csv, $"u,t,p\na,{T},1\n", "user,t,t,P\n"));
        Assert.Equal(1, unfit.File);
        Assert.Equal(
            [
                "column u is not in its header line, which has user, t, t, P",
                "column t stands 2 times in its header line: give the columns other names",
                "column p is not in its header line, which has user, t, t, P (did you mean P?)",
            ],
            unfit.Mistakes);
    }

    [Fact]
    public void Files_without_a_header_have_their_columns_named()
    {
        Mapped mapped = Mapped.Of(Mapped.Csv("\"product_id\":\"p\"", "\"columns\":[\"u\",\"p\",\"t\"],\"delimiter\":\"\\t\","), $"a\t1\t{T}\n", $"b\t2\t{T}\n");
        Assert.Equal(["\"a\"", "\"b\""], mapped.Records.Select(User));
    }

    [Fact]
    public void Quoted_fields_hold_delimiters_quotes_and_line_ends()
    {
        Mapped mapped = Mapped.Of(Csv, $"u,t,p\n\"a, \"\"b\"\"\",{T},\"one\r\ntwo\"\n5\" nail,{T},\"x\"y\nlast,{T},1\n");
        Assert.Equal(["\"a, \\\"b\\\"\"", "\"5\\\" nail\"", "\"last\""], mapped.Records.Select(User));
        Assert.Contains("\"product_id\":\"one\\r\\ntwo\"", mapped.Records[0], StringComparison.Ordinal);
        Assert.Contains("\"product_id\":\"xy\"", mapped.Records[1], StringComparison.Ordinal);
        Assert.Equal(0, mapped.Counts.Unmapped);
    }

    [Fact]
    public void A_quote_that_does_not_end_costs_its_line_alone()
    {
        Mapped mapped = Mapped.Of(Csv, $"u,t,p\n\"a,{T},1\nb,{T},2\nc,{T},3\n");
        Assert.Equal($"\"a,{T},1", mapped.Records[0]);
        Assert.Equal(["\"b\"", "\"c\""], mapped.Records.Skip(1).Select(User));
        Assert.Equal($"1  open_quote 0:2 \"a,{T},1", mapped.Reason());

        StringBuilder many = new($"u,t,p\n\"a,{T},1\n");
        for (int i = 0; i < 60_000; i++) many.Append(null, $"b,{T},{i}\n");
        mapped = Mapped.Of(Csv, many.ToString());
        Assert.Equal((60_001, 60_000, 1), (mapped.Counts.Lines, mapped.Counts.Events, mapped.Counts.Unmapped));
    }

    [Theory]
    [InlineData("a,{T}")]
    [InlineData("a,{T},1,2")]
    public void Another_number_of_fields_is_not_mapped(string line)
    {
        line = line.Replace("{T}", T, StringComparison.Ordinal);
        Assert.Equal([line], Mapped.Of(Csv, $"u,t,p\n{line}\n").Records);
    }

    [Fact]
    public void Older_encodings_come_in_where_they_are_named_and_else_as_dead_letters()
    {
        byte[] file = [.. "u,t,p\nM"u8, 0xFC, .. "ller,"u8, .. Encoding.ASCII.GetBytes(T), .. ",5"u8, 0x80, (byte)'\n'];
        Mapped named = Mapped.Of(Mapped.Csv("\"product_id\":\"p\"", "\"encoding\":\"windows-1252\","), [file]);
        Assert.Equal("\"Müller\"", User(Assert.Single(named.Records)));
        Assert.Equal("\"5€\"", named.Field("product_id"));
        Assert.Contains("user_id not_utf8", Mapped.Of(Csv, [file]).Reason(), StringComparison.Ordinal);
        byte[] utf16 = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"u,t,p\na,{T},1\n")];
        Assert.Contains("UTF-16", Assert.Throws<UnfitFileException>(() => Mapped.Of(Csv, [utf16])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_paths_lead_to_texts_numbers_and_lists_elements()
    {
        Mapped mapped = Mapped.Of(
            """{"format":"ndjson","events":[{"event_type":{"value":"purchase"},"user_id":"who.id","timestamp":"t","product_id":"a\\.b","price":"p","quantity":"list.1.n","country":"none.at.all"}]}""",
            $$"""{"who":{"id":17850},"t":"{{T}}","a.b":"ö\u00e4\"","p":1.250,"list":[{},{"n":"2"}]}""");
        Assert.Equal("""{"event_type":"purchase","user_id":"17850","timestamp":1714557600000,"product_id":"öä\"","quantity":2,"price":1.25}""", Assert.Single(mapped.Records));
    }

    [Theory]
    [InlineData("no json", " not_json")]
    [InlineData("[1]", " not_json")]
    [InlineData("{\"u\":{},\"t\":\"{T}\"}", "user_id not_text")]
    [InlineData("{\"u\":\"\\ud800\",\"t\":\"{T}\"}", "user_id not_utf8")]
    public void Json_that_cannot_be_mapped(string line, string reason)
    {
        line = line.Replace("{T}", T, StringComparison.Ordinal);
        Mapped mapped = Mapped.Of(Ndjson, line + "\n");
        Assert.Equal([line], mapped.Records);
        Assert.Contains(reason, mapped.Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_cannot_be_mapped_is_a_dead_letter_though_it_looks_like_an_event()
    {
        string line = $$"""{"user_id":"a","product_id":"1","timestamp":"{{T}}","kind":"gone"}""";
        Mapped mapped = Mapped.Of(
            """{"format":"ndjson","events":[{"event_type":{"from":"kind","values":{"seen":"product_view"}},"user_id":"user_id","timestamp":"timestamp"}]}""", line);
        Assert.Equal(["\uFEFF" + line], mapped.Records);
    }

    [Fact]
    public void A_list_is_exploded()
    {
        const string Mapping = """
            {"format":"ndjson","explode":"o.lines","events":[{"event_type":{"value":"purchase"},"user_id":"u","timestamp":"t","product_id":"o.lines.id",
             "quantity":"o.lines.n","price":{"from":"o.lines.total","divide_by":"o.lines.n"},"event_id":{"from":["o.id","$index"],"join":"-"}}]}
            """;
        string Line(string lines) => $$$"""{"u":"a","t":"{{{T}}}","o":{"id":7,"lines":{{{lines}}}}}""" + "\n";
        Mapped mapped = Mapped.Of(
            Mapping,
            Line("""[{"id":1,"n":2,"total":3.5},{"id":2,"n":4,"total":10}]""") + Line("[]") + Line("null") + Line("""[{"id":1,"n":1,"total":1},{"id":2,"n":0,"total":1}]"""));
        Assert.Equal(["\"7-0\" 1.75", "\"7-1\" 2.5"], mapped.Records.Take(2).Select(r => $"{Field(r, "event_id")} {Field(r, "price")}"));
        Assert.Equal((4, 2, 1, 2), (mapped.Counts.Lines, mapped.Counts.Events, mapped.Counts.Without, mapped.Counts.Unmapped));
        Assert.Equal(4, mapped.Records.Count);

        const string Scalars = """{"format":"ndjson","explode":"skus","events":[{"event_type":{"value":"product_view"},"user_id":"u","timestamp":"t","product_id":"skus"}]}""";
        Assert.Equal(2, Mapped.Of(Scalars, $$"""{"u":"a","t":"{{T}}","skus":["x","y"]}""").Records.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void However_a_stream_drips_the_records_are_the_same(int bytes)
    {
        byte[] csv = Encoding.UTF8.GetBytes($"\uFEFFu,t,p\r\n\"a\"\"\n,b\",{T},\"1\"\r\n\r\nb,{T},\"2\n\"\"\"\n\"open,{T},3\nc,{T},4\r\n\"d\",{T},\"5\"");
        Assert.Equal(Mapped.Of(Csv, [csv, csv]).Records, Mapped.Of(Csv, [csv, csv], bytes).Records);
        byte[] json = Encoding.UTF8.GetBytes($$"""{"u":"a","t":"{{T}}"}""" + "\r\n\r\nnone\r\n" + $$"""{"u":"b","t":"{{T}}"}""");
        Assert.Equal(Mapped.Of(Ndjson, [json]).Records, Mapped.Of(Ndjson, [json], bytes).Records);
    }

    [Fact]
    public void Of_a_line_that_is_too_long_the_beginning_is_passed_on()
    {
        string longest = new('x', 1 << 20);
        Mapped mapped = Mapped.Of(Ndjson, longest + "yyy\n" + $$"""{"u":"a","t":"{{T}}"}""" + "\n" + longest + "\n");
        Assert.Equal([longest, longest], [mapped.Records[0], mapped.Records[2]]);
        Assert.Equal("\"a\"", User(mapped.Records[1]));
    }

    private static string User(string record) => Field(record, "user_id");

    private static string Field(string record, string name)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(record);
        return document.RootElement.GetProperty(name).GetRawText();
    }
}
