using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Core.Events;

namespace Pipeline.Reference.Decoding;

/// <summary>The place of an event (<c>docs/semantics.md</c> §5).</summary>
internal static partial class PlaceRule
{
    private const int MaxBytes = 200;

    /// <summary>The place of an event of a type; null for a refund.</summary>
    public static string? Of(EventType type, string? pageUrl) => type switch
    {
        EventType.PageView => OfPage(pageUrl!),
        EventType.ProductView => "product",
        EventType.AddToCart => "cart",
        EventType.Purchase => "purchase",
        _ => null,
    };

    private static string OfPage(string pageUrl)
    {
        int end = pageUrl.IndexOfAny(['?', '#']);
        string path = end < 0 ? pageUrl : pageUrl[..end];
        path = Origin().Replace(path, string.Empty, 1);
        if (!path.StartsWith('/')) path = "/" + path;
        return Cut(path);
    }

    private static string Cut(string path)
    {
        int bytes = 0, chars = 0;
        foreach (Rune rune in path.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes) break;
            chars += rune.Utf16SequenceLength;
        }

        return path[..chars];
    }

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")]
    private static partial Regex Origin();
}
