using System.Globalization;
using Pipeline.Core.Epochs;
using Pipeline.Core.Snapshots;

namespace Pipeline.Engine.Running;

/// <summary>
/// What nothing needs any more goes: epochs older than the oldest snapshot in use are thinned out, and a floor is written down below which
/// whoever appends to the log may let retention take segments.
/// </summary>
public sealed class Upkeep
{
    /// <summary>Of old epochs one in about an hour stays.</summary>
    private const long KeepEach = 72_000;

    private const long EveryMs = 10_000;

    private readonly EngineFolder _folder;
    private long _nextMs = EveryMs;

    /// <summary>Upkeep of a folder.</summary>
    public Upkeep(EngineFolder folder) => _folder = folder;

    /// <summary>The offsets below which no snapshot in use needs the log; null when nothing may go.</summary>
    public static IReadOnlyList<long>? ReadFloor(string data)
    {
        string path = FloorOf(data);
        if (!File.Exists(path)) return null;
        string[] parts = File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.All(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. parts.Select(p => long.Parse(p, CultureInfo.InvariantCulture))]
            : null;
    }

    /// <summary>Does what is due.</summary>
    public void Step(long nowMs, Generation generation)
    {
        if (nowMs < _nextMs) return;
        _nextMs = nowMs + EveryMs;
        Run(generation);
    }

    /// <summary>Does it now.</summary>
    public void Run(Generation generation)
    {
        long oldest = long.MaxValue;
        for (int s = 0; s < generation.Shards; s++)
        {
            SnapshotName[] kept = [.. _folder.Snapshots.List(s).Where(name => generation.Owns(name.Epoch))];
            if (kept.Length < 2) return; // A single one may turn out to be damaged: then the log has to have everything.
            oldest = Math.Min(oldest, kept.Min(k => k.Epoch));
        }

        if (_folder.Registry.FindAsync(oldest).AsTask().GetAwaiter().GetResult() is not { } cut) return;
        WriteFloor(cut);
        _folder.Registry.ThinAsync(oldest, KeepEach).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>
    /// Nothing may go: a generation that begins needs the log from its start, while the floor is still that of an older one. A floor that
    /// an import has read just before is not taken back.
    /// </summary>
    public void RemoveFloor() => File.Delete(FloorOf(_folder.Paths.Root));

    private static string FloorOf(string data) => Path.Combine(data, "log-floor");

    /// <summary>Replaced as a whole; one that is lost or older only lets retention wait.</summary>
    private void WriteFloor(EpochCut cut)
    {
        string path = FloorOf(_folder.Paths.Root);
        File.WriteAllText(path + ".new", string.Join(' ', cut.Positions));
        File.Move(path + ".new", path, overwrite: true);
    }
}
