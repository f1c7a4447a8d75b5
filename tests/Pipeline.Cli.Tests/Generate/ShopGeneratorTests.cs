using System.Security.Cryptography;
using System.Text;
using Pipeline.Generator;

namespace Pipeline.Cli.Tests.Generate;

public sealed class ShopGeneratorTests
{
    public static TheoryData<string, GeneratorOptions> Streams() => new()
    {
        { "usual", new() { Events = 60_000, Seed = 7 } },
        { "full", new() { Events = 40_000, Seed = 8, Shape = RecordShape.Full, DuplicateShare = 0.02 } },
        { "everything", new() { Events = 60_000, Seed = 9, LateShare = 0.1, OutOfOrderShare = 0.2, DuplicateShare = 0.1, MalformedShare = 0.15, OddShare = 0.5, BotShare = 0.3, HotShare = 0.05 } },
        { "nothing", new() { Events = 20_000, Seed = 10, LateShare = 0, OutOfOrderShare = 0, DuplicateShare = 0, MalformedShare = 0, OddShare = 0, BotShare = 0, Currencies = ["EUR"] } },
        { "hot in a hurry", new() { Events = 120_000, Seed = 11, DurationMilliseconds = 600_000, HotShare = 0.6, OutOfOrderShare = 0.05, DuplicateShare = 0.05, HorizonMilliseconds = 120_000 } },
        { "one shopper in a second", new() { Events = 30_000, Seed = 12, Shoppers = 1, Products = 1, DurationMilliseconds = 1_000, OutOfOrderShare = 0.1, DuplicateShare = 0.1 } },
        { "sparse year", new() { Events = 3_000, Seed = 13, Shoppers = 5, DurationMilliseconds = 365L * 86_400_000, OutOfOrderShare = 0.1, DuplicateShare = 0.1, LateShare = 0.1 } },
        { "one record", new() { Events = 1, Seed = 14 } },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void What_is_planted_is_what_a_slow_reader_finds(string name, GeneratorOptions options)
    {
        Assert.NotEmpty(name);
        ShopGenerator generator = new(options);
        StreamJudge judge = new(options.HorizonMilliseconds);
        long records = 0, bytes = 0;
        while (generator.TryNext(out ReadOnlySpan<byte> record))
        {
            Assert.False(record.IsEmpty);
            Assert.Equal(-1, record.IndexOfAny((byte)'\n', (byte)'\r'));
            judge.Take(record);
            records++;
            bytes += record.Length;
        }

        Planted planted = generator.Planted;
        Assert.Equal(options.Events, records);
        Assert.Equal((records, bytes), (planted.Records, planted.Bytes));
        Assert.Equal(planted.Records, planted.Accepted + planted.Duplicates + planted.Late + planted.Rejected);
        Assert.Equal((judge.Accepted, judge.Duplicates, judge.Late), (planted.Accepted, planted.Duplicates, planted.Late));
        Assert.Equal((judge.OutOfOrder, judge.Users, judge.Units), (planted.OutOfOrder, (int)planted.Users, planted.Units));
        Assert.Equal(judge.Reasons, planted.RejectedByReason.OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal(judge.Types, planted.AcceptedByType.Where(row => row.Value > 0).OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal(judge.Revenue, planted.Revenue.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(RecordShape.Compact, 95, 130)]
    [InlineData(RecordShape.Full, 220, 280)]
    public void Records_have_about_the_stated_size(RecordShape shape, int least, int most)
    {
        Planted planted = Run(new() { Events = 30_000, Shape = shape, MalformedShare = 0 }).Planted;
        Assert.InRange(planted.Bytes / planted.Records, least, most);
    }

    [Fact]
    public void Shares_come_out_as_stated()
    {
        Planted planted = Run(new()
        {
            Events = 200_000, Seed = 3, LateShare = 0.02, OutOfOrderShare = 0.05, DuplicateShare = 0.03, MalformedShare = 0.04, OddShare = 0.1, HotShare = 0.1,
        }).Planted;
        Near(0.02, planted.Late);
        Near(0.05, planted.OutOfOrder);
        Near(0.03, planted.Duplicates);
        Near(0.04, planted.Rejected);
        Near(0.1, planted.Odd);
        Near(0.1, planted.Hot);

        void Near(double share, long count) => Assert.InRange((double)count / planted.Records, share * 0.9, share * 1.1);
    }

    [Fact]
    public void Shoppers_convert_like_RetailRockets()
    {
        Planted planted = Run(new() { Events = 500_000, BotShare = 0, MalformedShare = 0 }).Planted;
        double carts = planted.AcceptedByType["add_to_cart"], views = planted.AcceptedByType["product_view"];
        Assert.InRange(carts / views, 0.024, 0.028);
        Assert.InRange(planted.AcceptedByType["purchase"] / carts, 0.29, 0.35);
        Assert.True(planted.AcceptedByType["refund"] > 0);
        Assert.Equal(["EUR", "GBP", "USD"], planted.Revenue.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_day_is_filled_to_its_end()
    {
        GeneratorOptions options = new() { Events = 100_000, LateShare = 0 };
        Planted planted = Run(options).Planted;
        long end = options.StartMilliseconds + options.DurationMilliseconds;
        Assert.InRange(planted.Newest!.Value, end - 600_000, end + 3_600_000);
        Assert.InRange(planted.Oldest!.Value, options.StartMilliseconds, options.StartMilliseconds + 600_000);
    }

    [Fact]
    public void Every_kind_of_broken_record_is_rejected_for_its_reason()
    {
        Assert.True(MalformedKinds.All.Count >= 40);
        Assert.Equal(MalformedKinds.All.Count, MalformedKinds.All.Select(kind => kind.Name).Distinct().Count());
        Utf8Line line = new();
        MalformedWriter writer = new(new Population(10));
        for (int i = 0; i < MalformedKinds.All.Count; i++)
        {
            line.Clear();
            writer.Write(line, i, 3, 4, 1_767_571_200_000);
            MalformedKind kind = MalformedKinds.All[i];
            JudgedRecord judged = RecordJudge.Judge(line.Written);
            Assert.Equal((kind.Name, Snake(kind.Reason.ToString())), (kind.Name, judged.Reason));
            Assert.Equal((kind.Name, Snake(kind.Field.ToString())), (kind.Name, judged.Field ?? "none"));
        }
    }

    [Theory]
    [InlineData(RecordShape.Compact, "55162ff883a2ccfcef9e68f84179861f")]
    [InlineData(RecordShape.Full, "585a9cff2c9e37cdcbefd8008aa0e2b2")]
    public void The_same_seed_gives_the_same_bytes_on_any_machine(RecordShape shape, string golden)
    {
        GeneratorOptions options = new()
        {
            Events = 20_000, Seed = 42, Shape = shape, OddShare = 0.05, LateShare = 0.01, DuplicateShare = 0.01, MalformedShare = 0.01, HotShare = 0.02,
        };
        (string first, string second) = (Hash(options), Hash(options));
        Assert.Equal(first, second);
        Assert.NotEqual(first, Hash(options with { Seed = 43 }));
        Assert.Equal(golden, first);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        GeneratorOptions options = new() { Events = 0, Shoppers = 0, HotShare = 2, Currencies = ["usd"] };
        Assert.Equal(5, options.Mistakes().Count);
        Assert.Throws<ArgumentException>(() => new ShopGenerator(options));
    }

    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static ShopGenerator Run(GeneratorOptions options)
    {
        ShopGenerator generator = new(options);
        while (generator.TryNext(out _))
        {
        }

        return generator;
    }

    private static string Hash(GeneratorOptions options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ShopGenerator generator = new(options);
        while (generator.TryNext(out ReadOnlySpan<byte> record))
        {
            hash.AppendData(record);
            hash.AppendData("\n"u8);
        }

        hash.AppendData(PlantedJson.Write(generator.Planted));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
