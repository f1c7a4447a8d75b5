namespace Pipeline.Core.Epochs;

/// <summary>What the readers said last.</summary>
internal sealed class ReaderBoard
{
    private readonly Dictionary<int, ConductorEvent.ReaderProgressed> _readers = [];

    public long UnregisteredBytes => _readers.Values.Sum(r => r.UnregisteredBytes);

    public bool HasBacklog => _readers.Values.Any(r => r.HasBacklog);

    public bool Has(int partition) => _readers.ContainsKey(partition);

    public void Progressed(ConductorEvent.ReaderProgressed reader) => _readers[reader.Partition] = reader;

    public void Lost(int partition) => _readers.Remove(partition);

    /// <summary>Whether no reader is behind the epoch.</summary>
    public bool HavePassed(EpochCut cut) => _readers.Values.All(r => r.Position >= cut.PositionOf(r.Partition));

    /// <summary>Whether one has read beyond the epoch.</summary>
    public bool ReadBeyond(EpochCut cut) => _readers.Values.Any(r => r.Position > cut.PositionOf(r.Partition));

    /// <summary>The bytes are registered; each reader says anew what it has read since.</summary>
    public void Registered()
    {
        foreach (ConductorEvent.ReaderProgressed reader in _readers.Values.ToArray())
        {
            _readers[reader.Partition] = reader with { UnregisteredBytes = 0 };
        }
    }
}
