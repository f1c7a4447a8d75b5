namespace Pipeline.Core.Tests.Simulation;

/// <summary>A journey: depends on the order of its own events and on nothing else.</summary>
internal readonly record struct ToyShopper(ulong Chain, int Place, string? LastEdge)
{
    public static readonly ToyShopper None = new(0, -1, null);

    /// <summary>The fold of one event: the journey after it and the differences that it makes.</summary>
    public (ToyShopper Next, List<(string Key, SimRow Change)> Changes) Fold(SimRecord record, int foldVersion)
    {
        ulong mixed = SimRandom.Mix(Chain + ((ulong)record.Product * 4) + (ulong)record.Kind + ((ulong)foldVersion << 32));
        var changes = new List<(string, SimRow)> { ($"u{record.User}", new SimRow(1, mixed - Chain, 0)) };
        if (record.Kind == SimRecordKind.Correction)
        {
            if (LastEdge is not null) changes.Add((LastEdge, new SimRow(-1, 0, 0)));
            return (this with { Chain = mixed, LastEdge = null }, changes);
        }

        changes.Add(($"p{record.Product}", new SimRow(1, SimRandom.Mix(mixed), 0)));
        // Another version of the fold has other edges: what a sink holds of the older ones has to go.
        string? edge = Place < 0 ? null : $"e{foldVersion % 2}:{Place}>{record.Product}";
        if (edge is not null) changes.Add((edge, new SimRow(1, 0, 0)));
        return (new ToyShopper(mixed, record.Product, edge), changes);
    }
}
