using Pipeline.Core.Events;
using Pipeline.Import;
using Pipeline.Import.Values;

namespace Pipeline.Cli.Tests.Import;

/// <summary>How times are read, and local ones put into UTC.</summary>
public sealed class MappingTimeTests
{
    [Theory]
    [InlineData("iso", "2024-05-01T10:00:00Z", "2024-05-01T10:00:00.000Z")]
    [InlineData("iso", " 2024-05-01 10:00 ", "2024-05-01T10:00:00.000Z")]
    [InlineData("iso", "2024-05-01T10:00+02:00", "2024-05-01T08:00:00.000Z")]
    [InlineData("iso", "2024-05-01T10:00:00.123456-0130", "2024-05-01T11:30:00.123Z")]
    [InlineData("epoch_s", "1714557600", "2024-05-01T10:00:00.000Z")]
    [InlineData("epoch_s", "1714557600.25", "2024-05-01T10:00:00.250Z")]
    [InlineData("epoch_ms", "1714557600123", "2024-05-01T10:00:00.123Z")]
    [InlineData("epoch_us", "1714557600123999", "2024-05-01T10:00:00.123Z")]
    [InlineData("dd.MM.yyyy HH:mm", "01.05.2024 10:07", "2024-05-01T10:07:00.000Z")]
    [InlineData("d.M.yy H:mm", "1.5.24 9:07", "2024-05-01T09:07:00.000Z")]
    [InlineData("M/d/yyyy h:mm:ss tt", "5/1/2024 12:07:09 AM", "2024-05-01T00:07:09.000Z")]
    [InlineData("M/d/yyyy h:mm tt", "5/1/2024 12:07 pm", "2024-05-01T12:07:00.000Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss 'UTC'", "2019-10-01 00:00:00 UTC", "2019-10-01T00:00:00.000Z")]
    [InlineData("dd/MMM/yyyy:HH:mm:ss zzz", "10/Oct/2020:13:55:36 -0700", "2020-10-10T20:55:36.000Z")]
    [InlineData("d MMMM yyyy", "29 february 2024", "2024-02-29T00:00:00.000Z")]
    [InlineData("yyyyMMddHHmmssfff", "20240501100000250", "2024-05-01T10:00:00.250Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss.ffffff", "2024-05-01 10:00:00.123999", "2024-05-01T10:00:00.123Z")]
    [InlineData("yyyy-MM-dd'T'HHzzz", "2024-05-01T10Z", "2024-05-01T10:00:00.000Z")]
    public void Formats(string format, string text, string expected) => Assert.Equal(expected, Read(format, text));

    [Theory]
    [InlineData("iso", "2024-05-01")]
    [InlineData("iso", "2024-02-30T10:00:00")]
    [InlineData("iso", "01.05.2024 10:00:00")]
    [InlineData("epoch_s", "-5")]
    [InlineData("epoch_s", "17145576 00")]
    [InlineData("epoch_s", "1714557600123")]
    [InlineData("epoch_ms", "1714557600")]
    [InlineData("dd.MM.yyyy", "1.5.2024")]
    [InlineData("dd.MM.yyyy", "01.05.2024 10:00")]
    [InlineData("dd.MM.yyyy", "30.02.2024")]
    [InlineData("dd.MM.yyyy HH:mm", "01.05.2024 24:00")]
    [InlineData("dd.MM.yyyy hh:mm tt", "01.05.2024 13:00 PM")]
    [InlineData("dd.MM.yyyy", "01.05.1999")]
    public void What_is_no_time_of_the_format(string format, string text)
    {
        Mapped mapped = Map(format, text, "");
        Assert.Equal($"1 timestamp bad_time 0:2 {text}", mapped.Reason());
    }

    [Theory]
    [InlineData("[\"iso\",\"dd.MM.yyyy\"]", "01.05.2024", "2024-05-01T00:00:00.000Z")]
    [InlineData("[\"iso\",\"dd.MM.yyyy\"]", "2024-05-01T10:00:00", "2024-05-01T10:00:00.000Z")]
    public void Several_formats(string formats, string text, string expected) => Assert.Equal(expected, Read(formats, text));

    [Theory]
    [InlineData("Europe/Berlin", "2024-01-15T12:00:00", "2024-01-15T11:00:00.000Z")]
    [InlineData("Europe/Berlin", "2024-07-15T12:00:00", "2024-07-15T10:00:00.000Z")]
    [InlineData("Europe/Berlin", "2024-07-15T12:00:00Z", "2024-07-15T12:00:00.000Z")]
    [InlineData("Europe/Berlin", "2024-07-15T12:00:00-05:00", "2024-07-15T17:00:00.000Z")]
    [InlineData("Europe/Berlin", "2024-03-31T01:59:59", "2024-03-31T00:59:59.000Z")]
    [InlineData("Europe/Berlin", "2024-03-31T03:00:00", "2024-03-31T01:00:00.000Z")]
    [InlineData("Europe/Berlin", "2024-10-27T01:59:59", "2024-10-26T23:59:59.000Z")]
    [InlineData("Europe/Berlin", "2024-10-27T03:00:00", "2024-10-27T02:00:00.000Z")]
    [InlineData("America/New_York", "2024-11-03T12:00:00", "2024-11-03T17:00:00.000Z")]
    [InlineData("UTC+02", "2024-05-01T10:00:00", "2024-05-01T08:00:00.000Z")]
    [InlineData("Asia/Kolkata", "2024-05-01T10:00:00", "2024-05-01T04:30:00.000Z")]
    public void Local_times(string zone, string text, string expected) => Assert.Equal(expected, Read("iso", text, $"\"time_zone\":\"{zone}\","));

    [Theory]
    [InlineData("", "2024-10-27T00:30:00.000Z")]
    [InlineData("\"ambiguous_time\":\"earlier\",", "2024-10-27T00:30:00.000Z")]
    [InlineData("\"ambiguous_time\":\"later\",", "2024-10-27T01:30:00.000Z")]
    public void The_hour_that_comes_twice(string root, string expected)
    {
        const string Text = "2024-10-27T02:30:00";
        Assert.Equal(expected, Read("iso", Text, root + "\"time_zone\":\"Europe/Berlin\","));
        Assert.Equal(1, Map("iso", Text, root + "\"time_zone\":\"Europe/Berlin\",").Counts.AmbiguousTimes);
    }

    [Fact]
    public void The_hour_that_does_not_come() => Assert.Equal(
        "1 timestamp skipped_time 0:2 2024-03-31T02:30:00", Map("iso", "2024-03-31T02:30:00", "\"time_zone\":\"Europe/Berlin\",").Reason());

    /// <summary>What is remembered of the last time changes nothing: a walk through years, both ways, against each time alone.</summary>
    [Fact]
    public void Each_time_alone_gives_what_it_gives_in_a_row()
    {
        NodaTime.DateTimeZone zone = LocalTimes.Find("Europe/Berlin")!;
        LocalTimes row = new(zone, takesLater: false);
        const long From = 1_672_531_200_000, To = From + (800 * EventTime.Day);
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            long local = i % 2 == 0 ? From + ((To - From) / 20_000 * i) : random.NextInt64(From, To);
            LocalTimes alone = new(zone, takesLater: false);
            Assert.Equal((alone.TryToUtc(local, out long expected), expected), (row.TryToUtc(local, out long found), found));
        }
    }

    [Theory]
    [InlineData("dd.MM", "year, month and day")]
    [InlineData("DD.MM.yyyy", "not DD")]
    [InlineData("dd.MM.yyyy hh:mm", "hh and tt")]
    [InlineData("dd.MM.yyyy 'at", "in ' that ends")]
    [InlineData("dd.MM.yyyy dd", "each part once")]
    [InlineData("isoo", "not i")]
    public void Patterns_that_are_none(string pattern, string mistake)
    {
        MappingResult read = MappingReader.Read(System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"format":"csv","events":[{"event_type":{"value":"page_view"},"user_id":"u","timestamp":{"from":"t","format":"{{{pattern}}}"}}]}"""));
        Assert.Contains(mistake, Assert.Single(read.Mistakes).ToString(), StringComparison.Ordinal);
    }

    private static string Read(string format, string text, string root = "") =>
        EventTime.ToText(long.Parse(Map(format, text, root).Field("timestamp")!, System.Globalization.CultureInfo.InvariantCulture));

    private static Mapped Map(string format, string text, string root)
    {
        string json = format.StartsWith('[') ? format : $"\"{format}\"";
        return Mapped.Of(
            $$$"""{"format":"csv",{{{root}}}"events":[{"event_type":{"value":"page_view"},"user_id":"u","timestamp":{"from":"t","format":{{{json}}}}}]}""", $"u,t\nme,{text}\n");
    }
}
