using System.Text.RegularExpressions;
using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>The tree is the same on every machine.</summary>
public sealed partial class TreeTests
{
    private static readonly string[] Binary = [".png", ".jpg", ".gif", ".ico", ".zip", ".gz", ".dll", ".bin"];

    /// <summary>Folders of one person's or one machine's disk, and hosts of package registries: split, so that this file holds none.</summary>
    private static readonly string[] OfOneMachine =
    [
        "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "C:" + "\\", "nuget" + ".org", "npmjs" + ".org", "pypi" + ".org",
        "pkgs.dev" + ".azure", "proxy.golang" + ".org", "crates" + ".io",
    ];

    [Fact]
    public void No_machine_and_no_registry_is_named() => Findings.None(
        "No path of a machine and no host of a package registry in the tree:",
        from file in Repository.Files.Where(IsText)
        let text = File.ReadAllText(Repository.FullPath(file))
        from word in OfOneMachine
        where text.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{file}: {word}");

    [Fact]
    public void No_settings_of_package_feeds_are_kept() => Findings.None(
        "Where packages come from is the machine's affair:",
        Repository.Files.Where(f => Path.GetFileName(f).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Links_in_documents_resolve() => Findings.None(
        "A link leads nowhere:",
        from file in Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal))
        from found in BrokenLinks(file)
        select $"{file}: {found}");

    internal static bool IsText(string file) => !Binary.Contains(Path.GetExtension(file));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+\s+(?<title>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\p{L}\p{N}\s_-]")]
    private static partial Regex NotInAnchor { get; }

    private static IEnumerable<string> BrokenLinks(string file)
    {
        foreach (Match match in Link.Matches(File.ReadAllText(Repository.FullPath(file))))
        {
            string target = match.Groups["target"].Value;
            if (target.Contains("://") || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0
                ? Repository.FullPath(file)
                : Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, parts[0]);
            if (!Path.Exists(path)) yield return target;
            else if (parts.Length == 2 && !AnchorsOf(path).Contains(parts[1])) yield return target;
        }
    }

    private static IEnumerable<string> AnchorsOf(string path) => Heading.Matches(File.ReadAllText(path))
        .Select(h => NotInAnchor.Replace(h.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));
}
