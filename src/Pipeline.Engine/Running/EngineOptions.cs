using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;

namespace Pipeline.Engine.Running;

/// <summary>How a durable engine runs.</summary>
public sealed record EngineOptions
{
    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>Settings; those that shape numbers must be the state's.</summary>
    public PipelineSettings Settings { get; init; } = new();

    /// <summary>Shards of a fresh state, 1 to 1,024; null: as many as cores, at most 8. A state keeps its own number, also when it is rebuilt.</summary>
    public int? Shards { get; init; }

    /// <summary>Threads that decode and fold, 1 to 64.</summary>
    public int Threads { get; init; } = EngineDefaults.Threads;

    /// <summary>Stop once all that the log held at the start is in a registered epoch.</summary>
    public bool UntilEnd { get; init; }

    /// <summary>Reads no further than these offsets, by partition, and stops once they are in a registered epoch; null: follows the log.</summary>
    public IReadOnlyList<long>? EndsAt { get; init; }

    /// <summary>What may be done when the registry does not simply go on.</summary>
    public StartChoice Choice { get; init; } = StartChoice.GoOn;

    /// <summary>Told what an operator should know: damage passed over, days fetched back.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>The clock of epochs and snapshots.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
