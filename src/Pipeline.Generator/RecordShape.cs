namespace Pipeline.Generator;

/// <summary>How generated records are written.</summary>
public enum RecordShape : byte
{
    /// <summary>~115 bytes: type, string ids, epoch milliseconds; quantity, price and currency where they belong; an event id only on events that are sent twice.</summary>
    Compact = 0,

    /// <summary>~250 bytes: event ids, ISO times, countries, page URLs, categories, referrers.</summary>
    Full,
}
