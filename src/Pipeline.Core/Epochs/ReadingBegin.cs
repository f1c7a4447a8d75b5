namespace Pipeline.Core.Epochs;

/// <summary>
/// Where reading of a partition begins: a partition that is new, or an operator's jump over records that are lost. Applied by a
/// shard at most once: one that does not stand at <paramref name="From"/> has applied it already.
/// </summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">Where every shard stood; 0 for a partition never read.</param>
/// <param name="To">The offset of the first record that will be read; above <paramref name="From"/>, or equal for a new partition.</param>
public readonly record struct ReadingBegin(int Partition, long From, long To);
