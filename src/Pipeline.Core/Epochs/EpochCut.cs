namespace Pipeline.Core.Epochs;

/// <summary>An epoch: a named cut through the log. Same cut, same bytes, whoever computes it.</summary>
/// <param name="Number">Grows by one an epoch; its upper 32 bits are the generation.</param>
/// <param name="Positions">For each partition the offset behind the last record that counts.</param>
public sealed record EpochCut(long Number, IReadOnlyList<long> Positions)
{
    /// <summary>The distance between the first numbers of two generations.</summary>
    public const long GenerationStep = 1L << 32;

    /// <summary>The position of a partition; a partition that the cut does not name stands at 0.</summary>
    public long PositionOf(int partition) => partition < Positions.Count ? Positions[partition] : 0;

    /// <summary>Whether both name the same number and positions.</summary>
    public bool Equals(EpochCut? other) =>
        other is not null && Number == other.Number && Positions.SequenceEqual(other.Positions);

    /// <inheritdoc/>
    public override int GetHashCode() => Number.GetHashCode();

    /// <summary>Whether no position lies behind <paramref name="other"/>'s; a partition that it does not name stands at 0.</summary>
    public bool IsNowhereBehind(EpochCut other)
    {
        for (int i = 0; i < other.Positions.Count; i++)
        {
            if (PositionOf(i) < other.Positions[i]) return false;
        }

        return true;
    }
}
