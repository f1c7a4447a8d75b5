using System.Text;
using CsCheck;
using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Reference;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Shards;

/// <summary>Few events, any order, one shard or several: when they differ, CsCheck finds the smallest that do.</summary>
public sealed class OrderTests
{
    private const long Origin = 1_767_139_200_000 - 1_800_000; // Half of the hour lies before midnight.

    private static readonly string[] Types = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    private static readonly Gen<(int User, int Type, int Product, int Second)[]> Events =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 3_598]).Array[1, 40];

    [Fact]
    public void Inside_the_horizon_any_order_and_any_shards_give_the_same_documents() => Gen.Select(Events, Gen.Int[1, 4], Gen.Int[0, 1_000_000]).Sample(
        (events, shards, seed) =>
        {
            byte[][] records = [.. events.Select(Record)];
            string expected = Documents(records, 1, 1);
            new Random(seed).Shuffle(records);
            Assert.Equal(expected, Documents(records, shards, seed));
        },
        iter: 300);

    /// <summary>No two at the same time: then their order in the log would tell.</summary>
    private static byte[] Record((int User, int Type, int Product, int Second) e, int index)
    {
        long time = Origin + (e.Second * 1_000L) + index;
        string subject = e.Type == 0 ? $"\"page_url\":\"/{e.Product}\"" : $"\"product_id\":\"p{e.Product}\",\"quantity\":2,\"price\":{e.Product + 1}.5";
        return Encoding.UTF8.GetBytes($"{{\"event_type\":\"{Types[e.Type]}\",\"user_id\":\"u{e.User}\",\"timestamp\":{time},{subject}}}");
    }

    private static string Documents(byte[][] records, int shards, int seed)
    {
        IEnumerable<SourceRecord> source = records.Select((bytes, i) => new SourceRecord(0, i, bytes));
        Dictionary<string, List<byte[]>> documents = CoreRun.Run(source, new FoldSettings(), 1, shards, seed, largestBlock: 6);
        return string.Join('\n', Collections.Invariant.SelectMany(c => documents[c].Select(line => c + " " + Encoding.UTF8.GetString(line))));
    }
}
