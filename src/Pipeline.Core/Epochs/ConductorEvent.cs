namespace Pipeline.Core.Epochs;

/// <summary>Something that a conductor is told. Events may come late, twice or not at all; only a registry call is answered exactly once.</summary>
public abstract record ConductorEvent
{
    private ConductorEvent()
    {
    }

    /// <summary>The first event.</summary>
    public sealed record Started : ConductorEvent;

    /// <summary>Time passes; to be told at least as often as the shortest interval.</summary>
    /// <param name="NowMs">Milliseconds of any clock that never goes back.</param>
    public sealed record TimerTicked(long NowMs) : ConductorEvent;

    /// <summary>Answers <see cref="ConductorCommand.DrawTerm"/>.</summary>
    /// <param name="Term">The term drawn.</param>
    public sealed record TermDrawn(long Term) : ConductorEvent;

    /// <summary>Answers <see cref="ConductorCommand.ReadRegistry"/>.</summary>
    /// <param name="State">What the registry holds; null when no generation was ever begun.</param>
    public sealed record RegistryRead(RegistryState? State) : ConductorEvent;

    /// <summary>Answers <see cref="ConductorCommand.RegisterCut"/> and <see cref="ConductorCommand.BeginGeneration"/>.</summary>
    /// <param name="Answer">The registry's answer.</param>
    public sealed record RegisterAnswered(RegisterAnswer Answer) : ConductorEvent;

    /// <summary>A registry call failed, or its outcome is unknown.</summary>
    public sealed record RegistryUnknown : ConductorEvent;

    /// <summary>Where a running reader is; also says that the partition has a reader.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Position">Offset behind the last record handed out.</param>
    /// <param name="UnregisteredBytes">Bytes that it read beyond the newest epoch.</param>
    /// <param name="HasBacklog">Whether the log holds clearly more than it read.</param>
    public sealed record ReaderProgressed(int Partition, long Position, long UnregisteredBytes, bool HasBacklog) : ConductorEvent;

    /// <summary>A reader has stopped: it hands out nothing beyond the position, but everything up to it, as often as it takes.</summary>
    /// <param name="Round">The round of the <see cref="ConductorCommand.StopReaders"/> that it obeys.</param>
    /// <param name="Partition">The partition.</param>
    /// <param name="Position">Offset behind the last record that it hands out before it may go on.</param>
    public sealed record ReaderStopped(Round Round, int Partition, long Position) : ConductorEvent;

    /// <summary>A reader that is stopped asks, once a second, whether it still has to be.</summary>
    /// <param name="Round">The round for which it is stopped.</param>
    /// <param name="Partition">The partition.</param>
    public sealed record StoppedReaderAsks(Round Round, int Partition) : ConductorEvent;

    /// <summary>A partition has no reader; it has one again with the next <see cref="ReaderProgressed"/>.</summary>
    /// <param name="Partition">The partition.</param>
    public sealed record ReaderLost(int Partition) : ConductorEvent;

    /// <summary>A partition is new, or the operator chose to jump: an epoch registers where reading begins before any of it is read.</summary>
    /// <param name="Begin">The beginning; partitions 0 to 65,535.</param>
    public sealed record ReadingBegins(ReadingBegin Begin) : ConductorEvent;

    /// <summary>Where a shard stands: everything below is in its state, nothing else.</summary>
    /// <param name="Shard">The shard.</param>
    /// <param name="Positions">Its position in every partition; those not named are 0.</param>
    /// <param name="Sealed">The newest epoch that it has sealed since it was opened; −1 when there is none.</param>
    public sealed record ShardStands(int Shard, IReadOnlyList<long> Positions, long Sealed) : ConductorEvent;

    /// <summary>A shard has sealed an epoch.</summary>
    /// <param name="Shard">The shard.</param>
    /// <param name="Epoch">The epoch's number.</param>
    public sealed record ShardSealed(int Shard, long Epoch) : ConductorEvent;

    /// <summary>A shard could not seal because it does not stand at the cut.</summary>
    /// <param name="Shard">The shard.</param>
    /// <param name="Epoch">The epoch's number.</param>
    public sealed record SealRefused(int Shard, long Epoch) : ConductorEvent;

    /// <summary>A shard's state is lost; it is there again with the next <see cref="ShardStands"/>.</summary>
    /// <param name="Shard">The shard.</param>
    public sealed record ShardLost(int Shard) : ConductorEvent;

    /// <summary>A shard, a cursor or a sink knows this epoch.</summary>
    /// <param name="Number">The epoch's number.</param>
    public sealed record NumberSeen(long Number) : ConductorEvent;

    /// <summary>Make a last epoch if something came, then stop.</summary>
    public sealed record StopAsked : ConductorEvent;
}
