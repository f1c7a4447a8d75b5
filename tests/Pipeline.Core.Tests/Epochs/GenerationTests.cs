using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Epochs;

public sealed class GenerationTests
{
    private static readonly Generation Some = new(0, 4, 1, "log", new byte[] { 1, 2 });

    public static TheoryData<string, Generation> Others => new()
    {
        { "shards", Some with { Shards = 5 } },
        { "fold's version", Some with { FoldVersion = 2 } },
        { "log", Some with { LogIdentity = "another" } },
        { "settings", Some with { Settings = new byte[] { 1, 3 } } },
    };

    /// <summary>An upgraded fold, other settings, shards or another log never go on under the numbers of the old state.</summary>
    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void What_gives_other_bytes_is_another_shape(string what, Generation other)
    {
        Assert.False(other.HasShapeOf(Some), what);
        Assert.False(Some.HasShapeOf(other), what);
    }

    [Fact]
    public void The_same_shape_may_begin_elsewhere() =>
        Assert.True((Some with { First = EpochCut.GenerationStep, Settings = new byte[] { 1, 2 } }).HasShapeOf(Some));
}
