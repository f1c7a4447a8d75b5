namespace Pipeline.Core.Sinks;

/// <summary>An item that a sink will never take. Key and version are its id: one reported again counts once.</summary>
/// <param name="Item">The item.</param>
/// <param name="Status">The sink's answer.</param>
public sealed record DeadItem(SinkItem Item, int Status);
