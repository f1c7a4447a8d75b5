using Pipeline.Reference.Decoding;

namespace Pipeline.Reference;

/// <summary>Keeps one copy of equal texts, so that a pass's events fit into memory.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>The event with shared texts. The event id is dropped: nobody asks for it after judging.</summary>
    public ReferenceEvent Share(ReferenceEvent e) => e with
    {
        UserId = Share(e.UserId)!,
        ProductId = Share(e.ProductId),
        Place = Share(e.Place),
        Currency = Share(e.Currency)!,
        EventId = null,
        Country = Share(e.Country),
        Category = Share(e.Category),
        ProductName = Share(e.ProductName),
        Referrer = Share(e.Referrer),
    };

    private string? Share(string? text)
    {
        if (text is null) return null;
        if (texts.TryGetValue(text, out string? shared)) return shared;
        texts.Add(text, text);
        return text;
    }
}
