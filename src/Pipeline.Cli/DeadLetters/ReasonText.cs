using Pipeline.Core.Events;
using Pipeline.Core.Facts;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Reasons in words, as <c>docs/semantics.md</c> §1 has them.</summary>
internal static class ReasonText
{
    internal static string Of(StoredRecord record) => record.Kind == FactKind.Late
        ? "older than its shopper's newest event minus the horizon, or behind 4,096 newer ones"
        : Of(record.Reason, CodeNames.Of(record.Field) ?? "the record");

    private static string Of(RejectReason reason, string field) => reason switch
    {
        RejectReason.TooLarge => "longer than 65,536 bytes: what is too much is marked",
        RejectReason.NotUtf8 => "bytes that are no UTF-8",
        RejectReason.NotJson => "no JSON could go on like this",
        RejectReason.NotAnObject => "JSON, but no object",
        RejectReason.DuplicateKey => $"{field} is named a second time",
        RejectReason.UnknownEventType => "none of page_view, product_view, add_to_cart, purchase, refund, and nothing to tell it from",
        RejectReason.MissingField => $"{field} is missing or null",
        RejectReason.WrongType => $"another JSON type than {field} may have",
        RejectReason.OutOfRange => $"the length, form or value is not one that {field} may have",
        RejectReason.BadTimestamp => "no time of the years 2000 to 2999 as they are written",
        _ => "over 5 minutes after the log got it",
    };
}
