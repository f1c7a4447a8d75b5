namespace Pipeline.Core.Events;

/// <summary>The fields that have a meaning, in the order of the table of <c>docs/semantics.md</c> §1.</summary>
public enum EventField : byte
{
    /// <summary>No field: the record as a whole.</summary>
    None = 0,

    /// <summary><c>event_type</c></summary>
    EventType,

    /// <summary><c>user_id</c></summary>
    UserId,

    /// <summary><c>timestamp</c></summary>
    Timestamp,

    /// <summary><c>page_url</c></summary>
    PageUrl,

    /// <summary><c>product_id</c></summary>
    ProductId,

    /// <summary><c>quantity</c></summary>
    Quantity,

    /// <summary><c>price</c></summary>
    Price,

    /// <summary><c>currency</c></summary>
    Currency,

    /// <summary><c>event_id</c></summary>
    EventId,

    /// <summary><c>country</c></summary>
    Country,

    /// <summary><c>category</c></summary>
    Category,

    /// <summary><c>product_name</c></summary>
    ProductName,

    /// <summary><c>referrer</c></summary>
    Referrer,

    /// <summary><c>user_agent</c></summary>
    UserAgent,
}
