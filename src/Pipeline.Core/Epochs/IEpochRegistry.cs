using Pipeline.Core.Sinks;

namespace Pipeline.Core.Epochs;

/// <summary>
/// The one durable truth beside the log: which epochs exist, what shapes their numbers, and how far each sink is.
/// Every change is one transaction, durable before the call returns. Implementations throw <see cref="IOException"/> when the
/// outcome is unknown: the caller reads, and if its epoch is absent repeats with the same cut.
/// </summary>
public interface IEpochRegistry
{
    /// <summary>The newest state; null when no generation was ever begun.</summary>
    ValueTask<RegistryState?> ReadAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Begins a generation: its description and first epoch. The epoch's number is <see cref="Generation.First"/>, which must be
    /// higher than the newest number, and <paramref name="term"/> the newest term.
    /// </summary>
    ValueTask<RegisterAnswer> BeginGenerationAsync(
        long term, Generation generation, EpochCut first, CancellationToken cancellation = default);

    /// <summary>A term higher than every one drawn before.</summary>
    ValueTask<long> DrawTermAsync(CancellationToken cancellation = default);

    /// <summary>Registers the next epoch: number = newest + 1, positions nowhere behind the newest's, term still the newest.</summary>
    ValueTask<RegisterAnswer> RegisterAsync(long term, EpochCut cut, CancellationToken cancellation = default);

    /// <summary>The epoch of that number, or null when it is unknown or was thinned out.</summary>
    ValueTask<EpochCut?> FindAsync(long number, CancellationToken cancellation = default);

    /// <summary>A sink's cursor for a shard; null when the sink has none (yet, or any more).</summary>
    ValueTask<SinkCursor?> ReadCursorAsync(string sink, int shard, CancellationToken cancellation = default);

    /// <summary>
    /// Sets a cursor to <paramref name="next"/> if it still equals <paramref name="expected"/> (null: if there is none);
    /// false, and nothing changed, when it does not.
    /// </summary>
    ValueTask<bool> MoveCursorAsync(
        string sink, int shard, SinkCursor? expected, SinkCursor? next, CancellationToken cancellation = default);

    /// <summary>
    /// Forgets epochs that nothing needs: of those older than <paramref name="oldestInUse"/> only the last of each of
    /// <paramref name="keepEach"/> numbers stays, those that cursors name, and
    /// those at which the generation begins.
    /// </summary>
    ValueTask ThinAsync(long oldestInUse, long keepEach, CancellationToken cancellation = default);
}
