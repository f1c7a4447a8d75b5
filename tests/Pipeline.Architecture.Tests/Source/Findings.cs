namespace Pipeline.Architecture.Tests.Source;

/// <summary>What breaks a rule: all of it is told at once.</summary>
internal static class Findings
{
    public static void None(string rule, IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, $"{rule}\n  {string.Join("\n  ", all)}");
    }
}
