using System.Text;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Tests.Epochs;

/// <summary>When a state goes on with given settings, and when it has to be rebuilt.</summary>
public sealed class StoredSettingsTests
{
    private static readonly string Canonical = Encoding.UTF8.GetString(SettingsWriter.Canonical(new FoldSettings()));

    [Fact]
    public void A_key_that_is_absent_means_its_default() =>
        Assert.True(With(Canonical.Replace(",\"session_gap\":\"30m\"", "", StringComparison.Ordinal)).HasShapeOf(With(Canonical)));

    [Theory]
    [InlineData("\"session_gap\":\"30m\"", "\"session_gap\":\"31m\"")]
    [InlineData("\"session_gap\":\"30m\"", "\"session_gap\":\"30m\",\"of_a_newer_program\":1")]
    public void Another_value_or_an_unknown_key_is_another_shape(string from, string to)
    {
        Assert.Contains(from, Canonical, StringComparison.Ordinal);
        Assert.False(With(Canonical.Replace(from, to, StringComparison.Ordinal)).HasShapeOf(With(Canonical)));
    }

    [Fact]
    public void Fewer_funnels_are_another_shape()
    {
        FoldSettings fewer = new() { Funnels = [.. FunnelDefinition.Defaults.Skip(1)] };
        Assert.False(With(Encoding.UTF8.GetString(SettingsWriter.Canonical(fewer))).HasShapeOf(With(Canonical)));
    }

    private static Generation With(string settings) => new(0, 4, FoldVersion: 1, "log", Encoding.UTF8.GetBytes(settings));
}
