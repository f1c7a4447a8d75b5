namespace Pipeline.Core.Epochs;

/// <summary>
/// Something that a conductor wants done. At most one registry call (<see cref="DrawTerm"/>, <see cref="ReadRegistry"/>,
/// <see cref="BeginGeneration"/>, <see cref="RegisterCut"/>) is outstanding; it is answered exactly once, if only by
/// <see cref="ConductorEvent.RegistryUnknown"/>. All others may be lost or done twice without harm.
/// </summary>
public abstract record ConductorCommand
{
    private ConductorCommand()
    {
    }

    /// <summary>Draw a term from the registry.</summary>
    public sealed record DrawTerm : ConductorCommand;

    /// <summary>Read the registry.</summary>
    public sealed record ReadRegistry : ConductorCommand;

    /// <summary>Register a generation and its first epoch.</summary>
    /// <param name="Term">The conductor's term.</param>
    /// <param name="Generation">The generation.</param>
    /// <param name="First">Where reading begins.</param>
    public sealed record BeginGeneration(long Term, Generation Generation, EpochCut First) : ConductorCommand;

    /// <summary>Register an epoch.</summary>
    /// <param name="Term">The conductor's term.</param>
    /// <param name="Cut">The epoch.</param>
    public sealed record RegisterCut(long Term, EpochCut Cut) : ConductorCommand;

    /// <summary>
    /// See to it that every shard of the generation is there (what belongs to another is dropped; what is missing is restored from
    /// its newest whole snapshot, or begins where the generation's first epoch says), and let each say where it stands.
    /// </summary>
    /// <param name="Generation">The generation.</param>
    /// <param name="Newest">The newest registered epoch.</param>
    public sealed record OpenShards(Generation Generation, EpochCut Newest) : ConductorCommand;

    /// <summary>Let the readers begin; those that run already may stay where they are.</summary>
    /// <param name="Positions">For each partition the lowest position of all shards.</param>
    public sealed record LetReadersBegin(IReadOnlyList<long> Positions) : ConductorCommand;

    /// <summary>Let a partition's reader begin; its position is registered.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Position">The offset of the first record to read.</param>
    public sealed record BeginReading(int Partition, long Position) : ConductorCommand;

    /// <summary>Stop every reader where it is.</summary>
    /// <param name="Round">The round that they answer with.</param>
    public sealed record StopReaders(Round Round) : ConductorCommand;

    /// <summary>Let every shard say where it stands, now; it may do so again whenever it moves.</summary>
    /// <param name="Begins">Registered beginnings that a shard may have missed; applied first.</param>
    public sealed record AskShards(IReadOnlyList<ReadingBegin> Begins) : ConductorCommand;

    /// <summary>Let every shard seal; one that does not stand exactly at the cut refuses. The epoch is registered.</summary>
    /// <param name="Cut">The epoch.</param>
    /// <param name="Begins">Beginnings that the cut registers; applied first.</param>
    public sealed record SealShards(EpochCut Cut, IReadOnlyList<ReadingBegin> Begins) : ConductorCommand;

    /// <summary>Let the readers go that stopped for this round.</summary>
    /// <param name="Round">The round.</param>
    public sealed record LetReadersGo(Round Round) : ConductorCommand;

    /// <summary>Let one reader go that is stopped for nothing.</summary>
    /// <param name="Partition">The partition.</param>
    public sealed record LetReaderGo(int Partition) : ConductorCommand;

    /// <summary>The epoch is registered, sealed by every shard and may be shown and sent.</summary>
    /// <param name="Generation">The generation.</param>
    /// <param name="Cut">The epoch.</param>
    public sealed record Show(Generation Generation, EpochCut Cut) : ConductorCommand;

    /// <summary>The conductor has stopped for good.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record StopSelf(StopReason Reason) : ConductorCommand;
}
