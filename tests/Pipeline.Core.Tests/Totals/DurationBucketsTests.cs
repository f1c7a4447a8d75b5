using CsCheck;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Tests.Totals;

public sealed class DurationBucketsTests
{
    private const int Most = 40;
    private const long Longest = 1L << Most;

    /// <summary>Every size, and next to each power of two.</summary>
    private static readonly Gen<long> Durations = Gen.OneOf(
        Gen.Select(Gen.Int[0, Most], Gen.Long[0, Longest]).Select((log, any) => any & ((1L << log) - 1)),
        Gen.Select(Gen.Int[0, Most - 1], Gen.Long[-2, 2]).Select((log, off) => Math.Max((1L << log) + off, 0)));

    [Fact]
    public void Exact_below_128()
    {
        for (int ms = 0; ms < 128; ms++) Assert.Equal((ms, (long)ms), (DurationBuckets.Of(ms), DurationBuckets.Middle(DurationBuckets.Of(ms))));
    }

    [Fact]
    public void The_middle_is_within_8_thousandths_of_every_value() => Durations.Sample(
        ms => Assert.InRange(Math.Abs(DurationBuckets.Middle(DurationBuckets.Of(ms)) - ms) * 1_000, 0, ms * 8),
        iter: 100_000);

    [Fact]
    public void A_longer_time_is_in_no_earlier_bucket() => Gen.Select(Durations, Durations).Sample(
        (one, other) => Assert.True(one > other || DurationBuckets.Of(one) <= DurationBuckets.Of(other)),
        iter: 100_000);

    [Fact]
    public void Buckets_follow_each_other_without_a_gap()
    {
        long before = -1;
        for (int bucket = 0; bucket <= DurationBuckets.Of(Longest); bucket++)
        {
            long middle = DurationBuckets.Middle(bucket);
            Assert.True(middle > before, $"bucket {bucket}");
            Assert.Equal(bucket, DurationBuckets.Of(middle));
            before = middle;
        }
    }

    /// <summary>What a key of <see cref="DurationRow"/> has room for.</summary>
    [Fact]
    public void Numbers_fit_16_bits() => Assert.InRange(DurationBuckets.Of(Longest), 0, ushort.MaxValue);
}
