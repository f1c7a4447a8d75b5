using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

public sealed class RouteHashTests
{
    [Theory]
    [InlineData("{\"user_id\":\"7\"}", "7")]
    [InlineData("{\"user_id\":7}", "7")]
    [InlineData("{\"user_id\":-0 }", "-0")]
    [InlineData("{ \"user_id\" : \"u\" , ", "u")]
    [InlineData("{\"user\\u005fid\":\"\\u0075\"}", "u")]
    [InlineData("{\"a\":{\"user_id\":1},\"b\":[1,\"user_id\"],\"user_id\":2}", "2")]
    [InlineData("{\"a\":\"\\\"user_id\\\":3\",\"user_id\":2}", "2")]
    [InlineData("{\"user_id\":\"u\",\"user_id\":\"v\"}", "u")]
    [InlineData("{\"user_id\":\"u\",not json at all and long enough for the fast way", "u")]
    [InlineData("{\"event_type\":\"product_view\",\"price\":1.5,\"user_id\":\"u1234567\",\"product_id\":\"p23456\",\"timestamp\":1}", "u1234567")]
    [InlineData("{\"event_type\": \"product_view\", \"user_id\": 1234567, \"product_id\": \"p23456\", \"timestamp\": 1763800000}", "1234567")]
    [InlineData("{\"user_id\":\"Grün\",\"product_id\":\"p23456\",\"timestamp\":1763800000}", "Grün")]
    public void Is_that_of_a_readable_user_id(string record, string id)
        => Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(id)), RecordDecoder.RouteHash(Encoding.UTF8.GetBytes(record)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[{\"user_id\":\"7\"}]")]
    [InlineData("{\"user_id\":null}")]
    [InlineData("{\"user_id\":\"\"}")]
    [InlineData("{\"user_id\":\"a\\u0000\"}")]
    [InlineData("{\"user_id\":7.0,\"product_id\":\"p23456\",\"timestamp\":1763800000}")]
    [InlineData("{\"user_id\":7e5,\"product_id\":\"p23456\",\"timestamp\":1763800000}")]
    [InlineData("{\"user_id\":[],\"product_id\":\"p23456\",\"timestamp\":1763800000}")]
    [InlineData("{\"user_id\":\"u")]
    [InlineData("{x,\"user_id\":\"u\"}")]
    [InlineData("{\"x\":01,\"user_id\":\"u\",\"product_id\":\"p23456\",\"timestamp\":1763800000}")]
    public void Is_else_that_of_the_bytes(string record)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(record);
        Assert.Equal(StableHash.Of(bytes), RecordDecoder.RouteHash(bytes));
    }
}
