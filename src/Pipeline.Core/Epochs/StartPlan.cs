namespace Pipeline.Core.Epochs;

/// <summary>What a conductor does with what it finds in the registry: go on, begin a generation, or stop.</summary>
internal sealed record StartPlan(StopReason? Stop, Generation? Begin, EpochCut? First)
{
    private static readonly StartPlan GoOn = new(null, null, null);

    /// <summary>A pure decision of what was found and what the operator chose.</summary>
    public static StartPlan Of(ConductorStart start, RegistryState? state)
    {
        long highest = Math.Max(start.HighestKnown, state?.Newest.Number ?? -1);
        bool numbersLost = start.HighestKnown > (state?.Newest.Number ?? -1);
        if (numbersLost && start.Choice == StartChoice.GoOn) return new(StopReason.RegistryBehind, null, null);
        bool rebuilds = start.Choice is StartChoice.Rebuild or StartChoice.RebuildFromWhatIsLeft;
        if (rebuilds && !numbersLost && IsUnderWay(start, state)) return GoOn;
        if (rebuilds || state is null) return Anew(start, state, highest, numbersLost);
        if (!state.Generation.HasShapeOf(start.Shape)) return new(StopReason.AnotherShape, null, null);
        if (start.Choice == StartChoice.GoOn) return GoOn;
        return Begins(start, highest, state.Newest.Positions, [state.Generation.First, .. state.Generation.Continues], WhatTheLogHeld(start));
    }

    /// <summary>The rebuild that is asked for has begun and has not caught up: begun anew at every start it might never do.</summary>
    private static bool IsUnderWay(ConductorStart start, RegistryState? state) =>
        state is not null && state.Generation.HasShapeOf(start.Shape) && !state.Generation.MayShow(state.Newest);

    private static StartPlan Anew(ConductorStart start, RegistryState? state, long highest, bool numbersLost)
    {
        bool mayLack = start.Choice is StartChoice.GoOn or StartChoice.RebuildFromWhatIsLeft;
        if (!mayLack && start.LogStarts.Any(position => position > 0)) return new(StopReason.LogBeginningMissing, null, null);
        EpochCut? overtakes = numbersLost ? WhatTheLogHeld(start) : state is null ? null : Shown(start, state);
        return Begins(start, highest, start.LogStarts, [], overtakes);
    }

    private static StartPlan Begins(
        ConductorStart start, long highest, IReadOnlyList<long> positions, IReadOnlyList<long> continues, EpochCut? overtakes)
    {
        long first = ((highest / EpochCut.GenerationStep) + (highest < 0 ? 0 : 1)) * EpochCut.GenerationStep;
        Generation generation = start.Shape with { First = first, Continues = continues, Overtakes = overtakes };
        return new(null, generation, new EpochCut(first, [.. positions]));
    }

    /// <summary>Nobody can say any more what was shown, but it cannot have been more than the log held.</summary>
    private static EpochCut WhatTheLogHeld(ConductorStart start) => new(Math.Max(start.HighestKnown, 0), [.. start.LogEnds]);

    /// <summary>
    /// The newest that may have been shown; positions of another log say nothing about this one, and those behind the log's end name
    /// records that are lost: nothing of this log would ever pass them.
    /// </summary>
    private static EpochCut? Shown(ConductorStart start, RegistryState state)
    {
        if (state.Generation.LogIdentity != start.Shape.LogIdentity) return null;
        EpochCut newest = state.Newest;
        EpochCut before = state.Generation.Overtakes ?? newest;
        int partitions = Math.Max(newest.Positions.Count, before.Positions.Count);
        return new EpochCut(newest.Number, [.. Enumerable.Range(0, partitions)
            .Select(p => Math.Min(Math.Max(newest.PositionOf(p), before.PositionOf(p)), p < start.LogEnds.Count ? start.LogEnds[p] : 0))]);
    }
}
