using System.Text;
using System.Text.Json;
using Pipeline.Core.Documents;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Reference;
using Pipeline.Testing;
using Pipeline.Testing.Streams;

namespace Pipeline.Core.Tests.Documents;

/// <summary>Rankings say what the products' documents say, sorted.</summary>
public sealed class ProductRankingsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Are_the_documents_sorted(int shards)
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            long offset = 0;
            List<SourceRecord> records = [.. new StreamMaker(seed).Make(600).Select(made => new SourceRecord(0, offset++, made.Bytes))];
            CoreRun.Read(records, new FoldSettings(), 1, shards, seed, (view, _) => Compare(view, seed));
        }
    }

    private static int Compare(EpochView view, int seed)
    {
        List<JsonElement> products = Products(view);
        Assert.True(products.Count > 3);
        foreach (ProductMetric metric in Enum.GetValues<ProductMetric>())
        {
            string field = JsonNamingPolicy.SnakeCaseLower.ConvertName(metric.ToString());
            Same(products.Select(p => (Id(p), (Int128)p.GetProperty(field).GetInt64())), n => ProductRankings.Top(view, metric, n), $"{seed} {field}");
        }

        foreach (string currency in products.SelectMany(p => p.GetProperty("revenue").EnumerateObject()).Select(c => c.Name).Distinct())
        {
            ushort packed = Letters.Pack(Encoding.ASCII.GetBytes(currency));
            Same(
                products.Where(p => p.GetProperty("revenue").TryGetProperty(currency, out _)).Select(p => (Id(p), Amount(p, currency))),
                n => ProductRankings.TopByRevenue(view, packed, n),
                $"{seed} {currency}");
        }

        return products.Count;
    }

    private static void Same(IEnumerable<(string Id, Int128 Value)> all, Func<int, IReadOnlyList<Ranked>> top, string what)
    {
        List<(string Id, Int128 Value)> sorted = [.. all.OrderByDescending(p => p.Value).ThenBy(p => Encoding.UTF8.GetBytes(p.Id), ByBytes)];
        foreach (int n in new[] { 1, 3, 1_000 })
        {
            string[] expected = [.. sorted.Take(n).Select(p => $"{p.Id} {p.Value}")];
            string[] actual = [.. top(n).Select(p => $"{p.Text} {p.Value}")];
            Assert.True(expected.SequenceEqual(actual), $"seed {what}, first {n}\n{string.Join(", ", expected)}\n{string.Join(", ", actual)}");
        }
    }

    private static IComparer<byte[]> ByBytes { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static string Id(JsonElement product) => product.GetProperty("product_id").GetString()!;

    private static Int128 Amount(JsonElement product, string currency)
    {
        Assert.True(Money.TryParse(Encoding.ASCII.GetBytes(product.GetProperty("revenue").GetProperty(currency).GetString()!), out Int128 amount));
        return amount;
    }

    private static List<JsonElement> Products(EpochView view)
    {
        var products = new List<JsonElement>();
        new DocumentSource(view, _ => []).Render(Collections.Products, line =>
        {
            using JsonDocument document = JsonDocument.Parse(line.ToArray());
            products.Add(document.RootElement.Clone());
        });
        return products;
    }
}
