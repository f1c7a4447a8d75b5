using System.Text;
using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;
using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>
/// The embedded registry: one append file, of which every change is one small append made durable (an epoch with one partition is
/// 72 bytes), and beside it a mark of how far it was acknowledged. All of it is held in memory, so reading costs nothing.
/// Thread-safe; one process at a time (<see cref="Folders.DataFolder"/> sees to that). Calls block for the flush and complete
/// before they return.
/// </summary>
public sealed class EpochRegistryFile : IEpochRegistry, IDisposable
{
    /// <summary>Name of a sink: at most this many bytes of UTF-8.</summary>
    public const int MaxSinkNameBytes = 256;

    private readonly Lock _writing = new();
    private readonly Lock _memory = new();
    private readonly RegistryImage _image;
    private readonly RegistryLog _log;
    private volatile RegistryState? _state;

    private EpochRegistryFile(RegistryLog log, RegistryImage image)
    {
        (_log, _image) = (log, image);
        _state = image.State;
    }

    /// <summary>What was found and put right when it was opened.</summary>
    public RegistryOpening Opening => _log.Opening;

    /// <summary>
    /// The highest number that was ever given out as far as this registry knows, also by one that was lost; -1 when none was.
    /// The next generation begins above it.
    /// </summary>
    public long HighestNumber
    {
        get
        {
            lock (_memory) return _image.NewestNumber;
        }
    }

    /// <summary>Opens the registry's file, or creates it.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <exception cref="RegistryDamagedException">Something acknowledged is missing: see <see cref="BeginAnew(string, long)"/>.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote it.</exception>
    /// <exception cref="IOException">The medium failed.</exception>
    public static EpochRegistryFile Open(string path) => Open(path, DiskFiles.Instance);

    internal static EpochRegistryFile Open(string path, IFileLayer files)
    {
        var log = RegistryLog.Open(files, Path.GetFullPath(path), out RegistryImage image);
        return new EpochRegistryFile(log, image);
    }

    /// <summary>
    /// The operator's way on after <see cref="RegistryDamagedException"/>: puts the damaged file aside (as <c>registry.damaged-1</c>
    /// and so on) and creates one that knows nothing but which numbers were given out. A generation above
    /// <see cref="HighestNumber"/> has to begin it; cursors are gone, so sinks are filled again.
    /// </summary>
    /// <param name="path">The registry's file.</param>
    /// <param name="numbersGivenOut">The highest epoch number that any shard, snapshot or sink knows; -1 for none.</param>
    /// <exception cref="IOException">The medium failed; calling again is safe.</exception>
    public static EpochRegistryFile BeginAnew(string path, long numbersGivenOut) =>
        BeginAnew(path, numbersGivenOut, DiskFiles.Instance);

    internal static EpochRegistryFile BeginAnew(string path, long numbersGivenOut, IFileLayer files)
    {
        path = Path.GetFullPath(path);
        RegistryLog.SetAside(files, path, numbersGivenOut);
        return Open(path, files);
    }

    /// <inheritdoc/>
    public ValueTask<RegistryState?> ReadAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_log.IsUncertain)
        {
            // An append failed half-way: only once the file is known again is "absent" true also after a crash.
            lock (_writing) _log.Settle(_image);
        }

        return new(_state);
    }

    /// <inheritdoc/>
    public ValueTask<RegisterAnswer> BeginGenerationAsync(
        long term, Generation generation, EpochCut first, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Check(first);
        if (generation.First < 0 || generation.First % EpochCut.GenerationStep != 0 || generation.First != first.Number)
            throw new ArgumentException("A generation begins with the epoch of its first number, a multiple of 2^32.", nameof(generation));
        if (generation.Shards is < 1 or > 1024) throw new ArgumentException("Shards: 1 to 1,024.", nameof(generation));
        if (generation.FoldVersion < 0) throw new ArgumentException("The fold's version is not negative.", nameof(generation));
        lock (_writing)
        {
            if (term != _image.Term) return Answer(RegisterOutcome.StaleTerm);
            if (generation.First <= _image.NewestNumber) return Answer(RegisterOutcome.NotNext);
            var payload = new ByteSink();
            RegistryPayloads.Generation(payload, generation, first);
            Commit(RecordKind.Generation, payload);
            return Answer(RegisterOutcome.Registered);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> DrawTermAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_writing)
        {
            var payload = new ByteSink();
            RegistryPayloads.Number(payload, _image.Term + 1);
            Commit(RecordKind.Term, payload);
            return new(_image.Term);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No generation was ever begun, or this one's 2^32 numbers are used up.</exception>
    public ValueTask<RegisterAnswer> RegisterAsync(long term, EpochCut cut, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Check(cut);
        lock (_writing)
        {
            if (_image.State is not { } state) throw new InvalidOperationException("No generation was ever begun.");
            if (term != state.Term) return Answer(RegisterOutcome.StaleTerm);
            if (cut.Number != state.Newest.Number + 1) return Answer(RegisterOutcome.NotNext);
            if (cut.Number >= state.Generation.First + EpochCut.GenerationStep)
                throw new InvalidOperationException("The generation's 2^32 numbers are used up: a new one has to begin.");
            if (!cut.IsNowhereBehind(state.Newest)) return Answer(RegisterOutcome.PositionBehind);
            var payload = new ByteSink();
            RegistryPayloads.Cut(payload, cut);
            Commit(RecordKind.Epoch, payload);
            return Answer(RegisterOutcome.Registered);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EpochCut?> FindAsync(long number, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_memory) return new(_image.Find(number));
    }

    /// <inheritdoc/>
    public ValueTask<SinkCursor?> ReadCursorAsync(string sink, int shard, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_log.IsUncertain)
        {
            // As for the newest epoch: the answer has to hold after a crash too.
            lock (_writing) _log.Settle(_image);
        }

        lock (_memory) return new(_image.Cursor(sink, shard));
    }

    /// <inheritdoc/>
    public ValueTask<bool> MoveCursorAsync(
        string sink, int shard, SinkCursor? expected, SinkCursor? next, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        if (Encoding.UTF8.GetByteCount(sink) is 0 or > MaxSinkNameBytes)
            throw new ArgumentException($"A sink's name has 1 to {MaxSinkNameBytes} bytes.", nameof(sink));
        lock (_writing)
        {
            if (_image.Cursor(sink, shard) != expected) return new(false);
            if (next == expected)
            {
                _log.Settle(_image);
                return new(true);
            }

            var payload = new ByteSink();
            RegistryPayloads.Cursor(payload, sink, shard, next);
            Commit(RecordKind.Cursor, payload);
            return new(true);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The file is written anew only when that halves it and it is longer than 64 KiB, so that thinning often is cheap; a restart
    /// before may bring back epochs that were thinned out, which is harmless.
    /// </remarks>
    public ValueTask ThinAsync(long oldestInUse, long keepEach, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(keepEach, 1);
        lock (_writing)
        {
            bool changed;
            lock (_memory) changed = _image.Thin(oldestInUse, keepEach);
            if (changed) _log.ShrinkAfterThinning(_image);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Closes the files; everything acknowledged is durable already.</summary>
    public void Dispose()
    {
        lock (_writing) _log.Dispose();
    }

    private static void Check(EpochCut cut)
    {
        foreach (long position in cut.Positions)
        {
            if (position < 0) throw new ArgumentException("A position is not negative.", nameof(cut));
        }
    }

    private void Commit(RecordKind kind, ByteSink payload)
    {
        _log.Append(kind, payload.Written, _image);
        lock (_memory)
        {
            if (!_image.Apply(kind, payload.Written))
                throw new InvalidOperationException($"The registry acknowledged a {kind} that it would not read.");
        }

        _state = _image.State;
        _log.Mark(_image);
    }

    /// <summary>Where no generation was ever begun, the state has one of no shards and the highest number given out.</summary>
    private ValueTask<RegisterAnswer> Answer(RegisterOutcome outcome) =>
        new(new RegisterAnswer(outcome, _image.State ?? new RegistryState(
            new Generation(-1, 0, 0, "", ReadOnlyMemory<byte>.Empty), new EpochCut(_image.NewestNumber, []), _image.Term)));
}
