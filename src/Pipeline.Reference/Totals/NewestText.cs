using Pipeline.Reference.Documents;

namespace Pipeline.Reference.Totals;

/// <summary>The text that the newest event naming one has; of equal timestamps the greatest.</summary>
internal sealed class NewestText
{
    private long timestamp;

    /// <summary>The text; null when no event named one.</summary>
    public string? Text { get; private set; }

    /// <summary>Offers an event's text.</summary>
    public void Offer(string? text, long at)
    {
        if (text is null) return;
        bool isNewer = Text is null || at > timestamp;
        bool isGreater = at == timestamp && Utf8Order.Instance.Compare(text, Text) > 0;
        if (isNewer || isGreater) (Text, timestamp) = (text, at);
    }
}
