using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Folding;

/// <summary>What a shopper's document is made of.</summary>
/// <param name="UserId">The user id.</param>
/// <param name="Events">The accepted events in their order; one at least.</param>
/// <param name="Sessions">Number of sessions.</param>
/// <param name="OpenAttempts">All open attempts, in no particular order.</param>
internal sealed record ShopperSummary(
    string UserId, IReadOnlyList<ReferenceEvent> Events, int Sessions, IReadOnlyList<OpenAttempt> OpenAttempts);
