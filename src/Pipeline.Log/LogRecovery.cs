namespace Pipeline.Log;

/// <summary>What opening found behind the published durable end of a partition: what a writer that did not close left.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="RecordsKept">Whole records that were kept and are durable now. Nobody had read them; some may have been acknowledged.</param>
/// <param name="BytesCut">Bytes of a torn tail that were cut. None of it was ever acknowledged as durable.</param>
/// <param name="EndRebuilt">Whether the end file was missing or damaged, so that the whole partition was verified.</param>
public readonly record struct LogRecovery(int Partition, long RecordsKept, long BytesCut, bool EndRebuilt);
