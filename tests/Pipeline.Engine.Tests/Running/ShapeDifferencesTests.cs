using System.Text;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;

namespace Pipeline.Engine.Tests.Running;

/// <summary>A state that a newer program made, with settings that this one cannot read, is refused with a word, however it is met.</summary>
public sealed class ShapeDifferencesTests
{
    private static readonly Generation Given = new(0, 4, 1, "log", SettingsWriter.Canonical(new FoldSettings()));
    private static readonly Generation Newer = Given with { Settings = Encoding.UTF8.GetBytes("""{"of_a_newer_program":1}""") };

    [Fact]
    public void It_is_said_of_an_engine_that_starts() =>
        Assert.Contains("newer program", Assert.Single(ShapeDifferences.Of(Newer, Given)), StringComparison.Ordinal);

    [Fact]
    public void It_is_said_of_whoever_reads_the_state()
    {
        var refused = Assert.Throws<EngineStoppedException>(() => ShapeDifferences.SettingsOf(Newer));
        Assert.Equal(StopReason.AnotherShape, refused.Reason);
        Assert.Contains("newer program", Assert.Single(refused.Details), StringComparison.Ordinal);
    }
}
