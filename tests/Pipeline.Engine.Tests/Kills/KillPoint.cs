namespace Pipeline.Engine.Tests.Kills;

/// <summary>A moment at which a process is killed: by what has happened, and a few looks later.</summary>
/// <param name="Kind">What is waited for.</param>
/// <param name="Target">How much of it.</param>
/// <param name="Looks">Milliseconds that pass between that and the kill, at the least.</param>
internal sealed record KillPoint(KillKind Kind, double Target, int Looks)
{
    private const int EpochBytes = 60;

    /// <summary>Draws one for a process that starts with a share of the work done; mostly behind a first whole snapshot.</summary>
    public static KillPoint Draw(Random random, double done, bool hasSnapshot) => (hasSnapshot ? random.Next(8) : random.Next(3, 9)) switch
    {
        0 => new KillPoint(KillKind.Start, 0, random.Next(40)),
        1 or 2 => new KillPoint(KillKind.Epoch, random.Next(1, 12), random.Next(20)),
        3 or 4 => new KillPoint(KillKind.SnapshotBegun, random.Next(1, 6), random.Next(8)),
        5 or 8 => new KillPoint(KillKind.SnapshotWhole, random.Next(1, 4), random.Next(4)),
        _ => new KillPoint(KillKind.Share, done + ((0.9 - done) * random.NextDouble() * random.NextDouble()), random.Next(10)),
    };

    /// <summary>Waits for the moment and kills; false when the process ended before.</summary>
    public bool Kill(PipelineProcess process, FolderProgress progress)
    {
        Func<bool> isReached = Reached(process, progress);
        int looks = 0;
        Folders.WaitUntil(() => process.HasExited || (isReached() && looks++ >= Looks), 300_000);
        if (process.HasExited) return false;
        process.Kill();
        return true;
    }

    private Func<bool> Reached(PipelineProcess process, FolderProgress progress)
    {
        long bytes = progress.RegistryBytes, looked = 0;
        HashSet<string> begun = progress.Begun, whole = progress.Whole;
        bool isReached = false;
        return () => isReached = isReached || Kind switch
        {
            KillKind.Start => progress.IsHeldBy(process.Id),
            KillKind.Epoch => progress.RegistryBytes - bytes >= Target * EpochBytes,
            KillKind.SnapshotBegun => progress.Begun.Except(begun).Count() >= Target,
            KillKind.SnapshotWhole => progress.Whole.Except(whole).Count() >= Target,
            _ => looked != (looked = progress.RegistryBytes) && progress.Share() >= Target,
        };
    }
}
