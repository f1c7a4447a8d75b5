namespace Pipeline.Core.Tests.Simulation;

internal enum SimRecordKind : byte
{
    View,

    /// <summary>Takes the shopper's last edge back, as an out-of-order event would.</summary>
    Correction,

    Late,

    /// <summary>No event: goes to the partition's own shard.</summary>
    Bad,
}
