using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>What code hides from its reader: clocks, swallowed failures, things not done.</summary>
public sealed class HonestyTests
{
    /// <summary>Files that may read the system's clock or sleep, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithClocks = [];

    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "Not" + "ImplementedException"];

    [Fact]
    public void Time_comes_from_a_time_provider() => Findings.None(
        "No clock and no sleep but a TimeProvider's:",
        from source in Repository.Sources
        where !WithClocks.ContainsKey(source.Path)
        from found in Rules.Clocks(source)
        select $"{found.Place} {found.What}");

    [Fact]
    public void Named_places_of_clocks_exist_and_need_their_name() => Findings.None(
        "A named place has no clock any more:",
        WithClocks.Keys.Where(p => !Repository.Sources.Any(s => s.Path == p && Rules.Clocks(s).Any())));

    [Fact]
    public void Who_catches_everything_says_why() => Findings.None(
        "No catch-all and no empty catch without a comment that says why:", Repository.Sources.SelectMany(Rules.SilentCatches));

    [Fact]
    public void Nothing_is_left_for_later() => Findings.None(
        "What is not there is not promised:",
        from file in Repository.Files.Where(TreeTests.IsText)
        from word in Unfinished
        let at = File.ReadAllText(Repository.FullPath(file)).IndexOf(word, StringComparison.Ordinal)
        where at >= 0
        select $"{file}: {word}");
}
