using System.Globalization;
using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Events;

public sealed class EventTimeTests
{
    [Fact]
    public void Writes_every_day_as_DateTime_does_and_reads_it_back()
    {
        Span<byte> text = stackalloc byte[EventTime.InstantLength];
        Random random = new(3);
        for (long day = 0; day < 2_932_897; day += day < 20_000 ? 1 : 1 + random.Next(5))
        {
            long ms = (day * EventTime.Day) + random.NextInt64(EventTime.Day);
            DateTime time = DateTime.UnixEpoch.AddMilliseconds(ms);
            Assert.Equal(EventTime.InstantLength, EventTime.WriteInstant(ms, text));
            Assert.True(Utf8Equals(text, time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "Z"), time.ToString("O"));
            Assert.Equal(ms is >= EventTime.Earliest and <= EventTime.Latest, EventTime.TryParse(text, out long parsed));
            if (ms is >= EventTime.Earliest and <= EventTime.Latest) Assert.Equal(ms, parsed);
        }
    }

    [Fact]
    public void Writes_buckets_and_days()
    {
        byte[] text = new byte[EventTime.InstantLength];
        Assert.Equal("2017-11-26T01:00:00Z", Encoding.ASCII.GetString(text, 0, EventTime.WriteBucket(1_511_658_000_000, text)));
        Assert.Equal("2017-11-26", Encoding.ASCII.GetString(text, 0, EventTime.WriteDay(1_511_658_000_000, text)));
        Assert.Equal("1970-01-01T00:00:00.000Z", EventTime.ToText(0));
        Assert.Equal("9999-12-31T23:59:59.999Z", EventTime.ToText(253_402_300_799_999));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventTime.ToText(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventTime.ToText(253_402_300_800_000));
    }

    private static bool Utf8Equals(ReadOnlySpan<byte> bytes, string text) => Encoding.ASCII.GetString(bytes) == text;
}
