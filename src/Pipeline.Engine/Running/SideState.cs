using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;

namespace Pipeline.Engine.Running;

/// <summary>
/// A state made anew from a folder's log under other settings, beside the one that goes on: caught up to where that one stands, looked at, and
/// put in its place in one step.
/// </summary>
public static class SideState
{
    /// <summary>Where the side's newest epoch can be read (<see cref="StoredEpoch"/>).</summary>
    public static string PathOf(string data) => SideFolder.PathOf(data);

    /// <summary>What shapes the side's numbers; null when there is no side, or nothing was begun in it.</summary>
    public static Generation? GenerationOf(string data) => StateOf(data)?.Generation;

    /// <summary>Removes it.</summary>
    public static void Remove(string data) => SideFolder.Remove(data);

    /// <summary>
    /// Brings the side exactly to these positions; one that cannot get there (other settings, or numbers that the folder has passed) is made
    /// anew.
    /// </summary>
    /// <param name="options">As of the engine that does it: the folder, the settings wanted, shards; the rest is set here.</param>
    /// <param name="numbersGivenOut">The highest number that the folder's state names.</param>
    /// <param name="to">By partition, where the folder's state stands.</param>
    /// <param name="progress">Told, now and then, how many records are counted.</param>
    /// <param name="stop">Stops it; what was done is kept.</param>
    /// <exception cref="EngineStoppedException">Retention took the log's beginning.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before it was there.</exception>
    public static void CatchUp(EngineOptions options, long numbersGivenOut, IReadOnlyList<long> to, Action<long> progress, CancellationToken stop)
    {
        if (!CanReach(options.Data, numbersGivenOut, to)) SideFolder.Create(options.Data, numbersGivenOut);
        try
        {
            Run(options, to, progress, stop);
        }
        catch (EngineStoppedException stopped) when (stopped.Reason == StopReason.AnotherShape)
        {
            SideFolder.Create(options.Data, numbersGivenOut);
            Run(options, to, progress, stop);
        }
    }

    /// <summary>
    /// Puts the side in the place of the folder's state: nothing may run on the folder; the side is brought to where that state ended, so that
    /// whoever looks sees nothing go back. An interruption leaves one or the other, whole.
    /// </summary>
    /// <param name="options">The folder, and settings that do not shape numbers.</param>
    /// <param name="stop">Stops it as long as nothing is decided.</param>
    /// <returns>The settings that shape the numbers from now on.</returns>
    /// <exception cref="InvalidOperationException">There is no side, or the folder's numbers have passed the side's.</exception>
    /// <exception cref="FolderInUseException">Another process uses the folder.</exception>
    public static FoldSettings TakeOver(EngineOptions options, CancellationToken stop)
    {
        FoldSettings fold;
        using (EngineFolder folder = EngineFolder.Open(options.Data, options.Settings))
        {
            EpochCut newest = folder.Registry.ReadAsync(stop).AsTask().GetAwaiter().GetResult()?.Newest ?? new EpochCut(0, []);
            if (GenerationOf(options.Data) is not { } side || !CanReach(options.Data, folder.HighestKnown, newest.Positions))
                throw new InvalidOperationException("There is no rebuilt state that could take over: it has to be made anew.");
            fold = ShapeDifferences.SettingsOf(side);
            Run(options with { Settings = options.Settings with { Fold = fold }, Shards = null }, newest.Positions, _ => { }, stop);
            new Upkeep(folder).RemoveFloor();
            SideFolder.TakeOver(options.Data);
        }

        // Whoever opens the folder next would do it: here it is done at once.
        DataFolder.Open(options.Data).Dispose();
        return fold;
    }

    /// <summary>Whether there is one.</summary>
    public static bool Exists(string data) => SideFolder.Exists(data);

    private static RegistryState? StateOf(string data)
    {
        if (!SideFolder.Exists(data)) return null;
        using EpochRegistryFile registry = EpochRegistryFile.Open(new DataFolderPaths(PathOf(data)).Registry);
        return registry.ReadAsync().AsTask().GetAwaiter().GetResult();
    }

    private static bool CanReach(string data, long numbersGivenOut, IReadOnlyList<long> to) =>
        StateOf(data) is { } side
        && side.Generation.First > numbersGivenOut
        && new EpochCut(0, to).IsNowhereBehind(new EpochCut(0, side.Newest.Positions));

    private static void Run(EngineOptions options, IReadOnlyList<long> to, Action<long> progress, CancellationToken stop)
    {
        bool isBegun = StateOf(options.Data) is not null;
        using var engine = new PipelineEngine(options with
        {
            Data = PathOf(options.Data),
            EndsAt = to,
            UntilEnd = false,
            Choice = isBegun ? StartChoice.GoOn : StartChoice.Rebuild,
        });
        using (ITimer timer = options.Time.CreateTimer(_ => progress(Counted(engine)), null, ProgressEvery, ProgressEvery)) engine.Run(stop);
        progress(Counted(engine));
        if (!engine.HasReachedEnd) throw new OperationCanceledException("The rebuild was stopped before it had caught up.", stop);
    }

    private static long Counted(PipelineEngine engine) => engine.Rebuild?.Records ?? engine.Newest?.Positions.Sum() ?? 0;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(200);
}
