namespace Pipeline.Core.Settings;

/// <summary>An event that ends an attempt as excluded.</summary>
/// <param name="Match">The event.</param>
/// <param name="From">It counts while at least this many steps are reached (1 or more).</param>
/// <param name="To">And fewer than this many (at most the number of steps).</param>
public sealed record FunnelExclusion(EventMatch Match, int From, int To);
