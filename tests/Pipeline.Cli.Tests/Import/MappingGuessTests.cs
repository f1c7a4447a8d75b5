using System.Text;
using Pipeline.Cli.Tests.Documents;
using Pipeline.Import;

namespace Pipeline.Cli.Tests.Import;

/// <summary>Drafts of mappings: well-known files give what their samples give.</summary>
public sealed class MappingGuessTests
{
    private const string Taobao = "1,2268318,2520377,pv,1511544070\n1,2333346,2520771,fav,1511561733\n9,2333346,2520771,buy,1511561734\n8,3,4,cart,1511561735\n";

    private const string RetailRocket = """
        timestamp,visitorid,event,itemid,transactionid
        1433221332117,257597,view,355908,
        1433224214164,992329,addtocart,248676,
        1433222276276,599528,transaction,356475,4000

        """;

    private const string Rees46 = """
        event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
        2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,a.b,shiseido,35.79,541312140,72d76fde
        2019-10-01 00:00:04 UTC,purchase,3900821,2053013552326770905,appliances.environment,aqua,33.20,554748717,9333dfbd
        2019-10-01 00:00:05 UTC,remove_from_cart,1,2,c.d,,,5,9
        2019-10-01 00:00:06 UTC,cart,1,2,c.d,,1,5,9

        """;

    private const string Otto = """
        {"session":0,"events":[{"aid":1517085,"ts":1659304800025,"type":"clicks"},{"aid":1,"ts":1659304800026,"type":"carts"}]}
        {"session":1,"events":[{"aid":1517085,"ts":1659304800025,"type":"orders"}]}

        """;

    [Theory]
    [InlineData("taobao", Taobao)]
    [InlineData("retailrocket", RetailRocket)]
    [InlineData("rees46", Rees46)]
    [InlineData("otto", Otto)]
    public async Task A_draft_gives_what_the_sample_gives(string sample, string file)
    {
        MappingGuess guess = MappingGuess.Of(Encoding.UTF8.GetBytes(file));
        Assert.True(guess.IsComplete);
        string shipped = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "samples", sample + ".map.json"), TestContext.Current.CancellationToken);
        Mapped expected = Mapped.Of(shipped, file), drafted = Mapped.Of(guess.Json, file);
        Assert.Equal(expected.Records, drafted.Records);
        Assert.Equal((0, expected.Counts.Lines), (drafted.Counts.Unmapped, drafted.Counts.Lines));
        Assert.NotEmpty(drafted.Records);
    }

    [Fact]
    public void A_german_shops_file()
    {
        string file = "Bestellnr;Kundennr;Artikelnr;Menge;Einzelpreis;Währung;Bestelldatum\n"
            + "1001;K17;A-1;3 Stk;1.234,50 €;eur;27.10.2024 02:30\n1002;;A-2;-1 Stk;9,90 €;eur;28.10.2024 12:00\n";
        MappingGuess guess = MappingGuess.Of(Encoding.UTF8.GetBytes(file));
        Assert.Equal("CSV, separated by ;, a header line", guess.Format);
        Mapped mapped = Mapped.Of(guess.Json, file);
        Assert.Equal(
            [
                """{"event_type":"purchase","user_id":"K17","timestamp":1729996200000,"product_id":"A-1","quantity":3,"price":1234.5,"currency":"EUR"}""",
                """{"event_type":"refund","user_id":"guest-1002","timestamp":1730116800000,"product_id":"A-2","quantity":1,"price":9.9,"currency":"EUR"}""",
            ],
            mapped.Records);
        Assert.Contains(guess.Remarks, remark => remark.StartsWith("timestamp: Bestelldatum does not say in which zone", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_ways_of_a_date_are_told()
    {
        MappingGuess guess = MappingGuess.Of("user,item,date\na,1,05/06/2024\nb,2,07/08/2024\n"u8.ToArray());
        Assert.Contains("timestamp: MM/dd/yyyy and dd/MM/yyyy both fit; the first is taken", guess.Remarks);
        guess = MappingGuess.Of("user,item,date\na,1,25/06/2024\nb,2,07/08/2024\n"u8.ToArray());
        Assert.Contains("\"dd/MM/yyyy\"", guess.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "user_id timestamp product_id")]
    [InlineData("user,item\n1,2\n", "timestamp")]
    public void What_is_missing_is_named(string file, string missing)
    {
        MappingGuess guess = MappingGuess.Of(Encoding.UTF8.GetBytes(file));
        Assert.False(guess.IsComplete);
        Assert.All(missing.Split(' '), field => Assert.Contains($"{field}: no column looks like it; write its name instead of COLUMN", guess.Remarks.Select(r => r.Replace("page_url", "product_id", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("{not json")]
    [InlineData("a\0b")]
    public void Files_that_no_mapping_is_for(string file) => Assert.Throws<UnfitFileException>(() => MappingGuess.Of(Encoding.UTF8.GetBytes(file)));

    /// <summary>Whatever a file holds, a draft is a mapping that can be read, or says that it is not whole.</summary>
    [Fact]
    public void A_draft_of_anything_can_be_read()
    {
        Random random = new(5);
        string[] pieces = ["user_id", "time", ",", ";", "\n", "\"", "1714557600", "2024-05-01 10:00", "view", "{\"a\":", "}", "é", " ", "3 Stk", "-5", "price", "\t", "12,5", "[", "item"];
        for (int i = 0; i < 3_000; i++)
        {
            string file = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                MappingGuess guess = MappingGuess.Of(Encoding.UTF8.GetBytes(file));
                MappingResult read = MappingReader.Read(Encoding.UTF8.GetBytes(guess.Json));
                Assert.True(read.IsValid || !guess.IsComplete, $"{file}\n{guess.Json}\n{string.Join('\n', read.Mistakes)}");
            }
            catch (UnfitFileException)
            {
                // Said with a word: as good as a draft.
            }
        }
    }
}
