namespace Pipeline.Cli.Tests.Import;

/// <summary>What each key of a mapping does.</summary>
public sealed class MappingFieldTests
{
    private const string Time = "2024-05-01T10:00:00Z";

    [Theory]
    [InlineData("\"product_id\":\"x\"", " A-1 ", "\" A-1 \"")]
    [InlineData("\"product_id\":\"x\"", "", null)]
    [InlineData("\"product_id\":\"x\"", "\"a \"\"b\"\", c\"", "\"a \\\"b\\\", c\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"trim\":true}", "  A-1 ", "\"A-1\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"trim\":true}", "   ", null)]
    [InlineData("\"product_id\":{\"from\":\"x\",\"as\":\"integer\"}", "17850.0", "\"17850\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"as\":\"integer\"}", "0017", "\"17\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"prefix\":\"p-\"}", "7", "\"p-7\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"case\":\"upper\"}", "straße", "\"STRAßE\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"case\":\"lower\"}", "ÄB", "\"Äb\"")]
    [InlineData("\"product_id\":{\"from\":[\"u\",\"x\"],\"join\":\"-\"}", "7", "\"me-7\"")]
    [InlineData("\"product_id\":{\"from\":[\"u\",\"x\"],\"join\":\"-\"}", "", null)]
    [InlineData("\"product_id\":{\"from\":[\"u\",\"x\"]}", "7", "\"me 7\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"fallback\":{\"from\":\"u\",\"prefix\":\"guest-\"}}", "", "\"guest-me\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"fallback\":{\"value\":\"none\"}}", "", "\"none\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"fallback\":{\"value\":\"none\"}}", "7", "\"7\"")]
    [InlineData("\"product_id\":{\"value\":\"a\\\"b\"}", "7", "\"a\\\"b\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"values\":{\"a\":\"1\",\"b\":null}}", "a", "\"1\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"values\":{\"a\":\"1\",\"b\":null},\"fallback\":\"u\"}", "b", null)]
    [InlineData("\"product_id\":{\"from\":\"x\",\"values\":{\"a\":\"1\"},\"others\":\"2\"}", "c", "\"2\"")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"values\":{\"a\":\"1\"},\"others\":null}", "c", null)]
    public void Texts(string field, string text, string? expected) =>
        Assert.Equal(expected, Mapped.Of(Mapped.Csv(field), $"u,t,x\nme,{Time},{text}\n").Field("product_id"));

    [Theory]
    [InlineData("\"quantity\":\"x\"", "\" 3 \"", "3")]
    [InlineData("\"quantity\":\"x\"", "3.0", "3")]
    [InlineData("\"quantity\":\"x\"", "+3", "3")]
    [InlineData("\"quantity\":\"x\"", "3e2", "300")]
    [InlineData("\"quantity\":\"x\"", "-3", "-3")]
    [InlineData("\"quantity\":{\"from\":\"x\",\"absolute\":true}", "-3", "3")]
    [InlineData("\"quantity\":{\"from\":\"x\",\"strip\":[\"Stk\",\"x\"]}", "3 Stk", "3")]
    [InlineData("\"quantity\":{\"from\":\"x\",\"strip\":[\"Stk\",\"x\"]}", "x3", "3")]
    [InlineData("\"quantity\":{\"from\":\"x\",\"strip\":[\"Stk\",\"x\"]}", "4", "4")]
    [InlineData("\"quantity\":{\"value\":1}", "9", "1")]
    [InlineData("\"price\":\"x\"", "2.55", "2.55")]
    [InlineData("\"price\":\"x\"", ".5", "0.5")]
    [InlineData("\"price\":\"x\"", "007.10", "7.1")]
    [InlineData("\"price\":\"x\"", "1.23456", "1.23456")]
    [InlineData("\"price\":\"x\"", "-11062.06", "-11062.06")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":100}", "1999", "19.99")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":\"n\"}", "10.02", "3.34")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":\"n\",\"round\":\"half_even\"}", "10", "3.3333")]
    [InlineData("\"price\":{\"from\":\"x\",\"round\":\"half_even\"}", "1.00005", "1")]
    [InlineData("\"price\":{\"from\":\"x\",\"round\":\"half_even\"}", "1.00015", "1.0002")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":\"pcs\",\"strip\":[\"pcs\",\"€\"]}", "10.02 €", "3.34")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":0.01}", "1000000000", "100000000000")]
    [InlineData("\"price\":{\"from\":\"x\",\"absolute\":true,\"divide_by\":3}", "-3", "1")]
    public void Numbers(string field, string text, string expected) =>
        Assert.Equal(expected, Mapped.Of(Mapped.Csv(field), $"u,t,n,pcs,x\nme,{Time},3,3 pcs,{text}\n").Field(field.Split('"')[1]));

    [Theory]
    [InlineData("\"decimal\":\",\",", "12,50", "12.5")]
    [InlineData("\"decimal\":\",\",\"thousands\":\".\",", "1.234.567,89", "1234567.89")]
    [InlineData("\"decimal\":\",\",\"thousands\":\".\",", "1.234", "1234")]
    [InlineData("\"thousands\":\",\",", "1,234.5", "1234.5")]
    [InlineData("\"thousands\":\"'\",", "1'234.5", "1234.5")]
    [InlineData("\"decimal\":\",\",\"thousands\":\" \",", "1 234,5", "1234.5")]
    public void Numbers_as_people_write_them(string root, string text, string expected) =>
        Assert.Equal(expected, Mapped.Of(Mapped.Csv("\"price\":\"x\"", root + "\"delimiter\":\";\","), $"u;t;x\nme;{Time};{text}\n").Field("price"));

    [Theory]
    [InlineData("\"product_id\":{\"from\":\"x\",\"as\":\"integer\"}", "7.5", "1 product_id not_whole 0:2 7.5")]
    [InlineData("\"product_id\":{\"from\":\"x\",\"values\":{\"a\":\"1\"}}", "c", "1 product_id unknown_value 0:2 c")]
    [InlineData("\"quantity\":\"x\"", "3 Stk", "1 quantity not_number 0:2 3 Stk")]
    [InlineData("\"quantity\":\"x\"", "2.5", "1 quantity not_whole 0:2 2.5")]
    [InlineData("\"price\":\"x\"", "1234567890123456", "1 price not_number 0:2 1234567890123456")]
    [InlineData("\"price\":\"x\"", "NaN", "1 price not_number 0:2 NaN")]
    [InlineData("\"price\":\"x\"", "0x10", "1 price not_number 0:2 0x10")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":3}", "10", "1 price inexact 0:2 10")]
    [InlineData("\"price\":{\"from\":\"x\",\"divide_by\":\"n\"}", "10", "1 price inexact 0:2 0")]
    public void What_cannot_be_mapped_is_passed_on_as_it_is(string field, string text, string reason)
    {
        string line = $"me,{Time},0,{text}";
        Mapped mapped = Mapped.Of(Mapped.Csv(field), $"u,t,n,x\n{line}\r\n");
        Assert.Equal([line], mapped.Records);
        Assert.Equal(reason, mapped.Reason());
        Assert.Equal((1, 0, 0, 1), (mapped.Counts.Lines, mapped.Counts.Events, mapped.Counts.Without, mapped.Counts.Unmapped));
    }

    [Theory]
    [InlineData("5", "\"purchase\"")]
    [InlineData("-5.0", "\"refund\"")]
    [InlineData("0", "\"purchase\"")]
    public void A_sign_chooses_the_type(string quantity, string type)
    {
        Mapped mapped = Mapped.Of(
            """{"format":"csv","events":[{"event_type":{"sign_of":"q"},"user_id":"u","timestamp":"t","quantity":{"from":"q","absolute":true}}]}""",
            $"u,t,q\nme,{Time},{quantity}\n");
        Assert.Equal(type, mapped.Field("event_type"));
    }

    [Fact]
    public void A_type_that_is_null_is_no_event_and_one_that_is_empty_no_type()
    {
        Mapped mapped = Mapped.Of(
            """{"format":"csv","events":[{"event_type":{"from":"e","values":{"pv":"product_view","fav":null}},"user_id":"u","timestamp":"t","product_id":"p"}]}""",
            $"u,t,p,e\nme,{Time},1,fav\nme,{Time},2,\nme,{Time},3,pv\n");
        Assert.Equal(1, mapped.Counts.Without);
        Assert.Equal("1 event_type no_type 0:3 ", mapped.Reason());
        Assert.Equal(2, mapped.Records.Count);
        Assert.StartsWith("""{"event_type":"product_view","user_id":"me","timestamp":1714557600000,"product_id":"3"}""", mapped.Records[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_events_of_one_line_come_both_or_none()
    {
        const string Mapping = """
            {"format":"csv","events":[
              {"event_type":{"value":"product_view"},"user_id":"u","timestamp":"seen","product_id":"p"},
              {"when":{"bought":{"present":true},"state":{"not":["void","test"]}},"event_type":{"value":"purchase"},"user_id":"u","timestamp":"bought","product_id":"p","quantity":{"value":1},"price":"price"}]}
            """;
        const string Header = "u,p,seen,bought,price,state\n";
        Mapped mapped = Mapped.Of(
            Mapping,
            Header + $"a,1,{Time},,,\n" + $"b,1,{Time},{Time},9.5,paid\n" + $"c,1,{Time},{Time},9.5,void\n" + $"d,1,{Time},{Time},dear,paid\n");
        Assert.Equal(["a", "b", "b", "c", "d"], mapped.Records.Select(r => r[0] == '{' ? System.Text.Json.JsonDocument.Parse(r).RootElement.GetProperty("user_id").GetString() : r[..1]));
        Assert.Equal($"d,1,{Time},{Time},dear,paid", mapped.Records[4]);
        Assert.Equal((4, 4, 0, 1), (mapped.Counts.Lines, mapped.Counts.Events, mapped.Counts.Without, mapped.Counts.Unmapped));
    }

    [Theory]
    [InlineData("\"x\":\"a\"", "a", true)]
    [InlineData("\"x\":\"a\"", "b", false)]
    [InlineData("\"x\":[\"a\",\"b\"]", "b", true)]
    [InlineData("\"x\":[\"a\",\"b\"]", "", false)]
    [InlineData("\"x\":{\"not\":\"a\"}", "", true)]
    [InlineData("\"x\":{\"not\":\"a\"}", "a", false)]
    [InlineData("\"x\":{\"present\":false}", "", true)]
    [InlineData("\"x\":{\"present\":false}", "a", false)]
    [InlineData("\"x\":\"a\",\"u\":\"you\"", "a", false)]
    public void Conditions(string when, string text, bool holds) =>
        Assert.Equal(holds ? 1 : 0, Mapped.Of(Mapped.Csv($"\"when\":{{{when}}}"), $"u,t,x\nme,{Time},{text}\n").Records.Count);
}
