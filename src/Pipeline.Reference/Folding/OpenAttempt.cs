using Pipeline.Core.Settings;

namespace Pipeline.Reference.Folding;

/// <summary>An attempt that nothing ended and whose deadline is not before its shopper's newest event.</summary>
internal sealed record OpenAttempt(FunnelDefinition Funnel, FunnelAttempt Attempt);
