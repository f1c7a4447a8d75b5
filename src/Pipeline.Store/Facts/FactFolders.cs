using System.Globalization;
using Pipeline.Core.Epochs;
using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>
/// Where each generation's facts are. What is late depends on the settings, so the facts of two generations are never in one store: the first generation's lie in the folder itself, those of generation N in its subfolder <c>generation-N</c>.
/// </summary>
/// <param name="path">The folder of all facts.</param>
public sealed class FactFolders(string path)
{
    private const string Start = "generation-";

    /// <summary>The folder of the generation that begins, or whose oldest continued one begins, with this epoch.</summary>
    /// <param name="origin">See <see cref="Generation.Origin"/>.</param>
    public string Of(long origin) => NumberOf(origin) == 0
        ? path
        : Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Start}{NumberOf(origin)}"));

    /// <summary>The first epoch of the newest generation that has a folder of its own; -1 for none.</summary>
    public long NewestOrigin() => Generations().Select(number => number * EpochCut.GenerationStep).DefaultIfEmpty(-1).Max();

    /// <summary>Removes the facts of all generations but one; a crash in between leaves some, which the next call removes.</summary>
    /// <param name="origin">The one that stays.</param>
    /// <exception cref="IOException">The medium failed.</exception>
    public void RemoveOthers(long origin)
    {
        foreach (long number in Generations().Where(number => number != NumberOf(origin)).ToArray())
            Directory.Delete(Of(number * EpochCut.GenerationStep), recursive: true);
        if (NumberOf(origin) == 0) return;
        foreach (int shard in ShardFolders.Numbers(DiskFiles.Instance, path)) Directory.Delete(ShardFolders.PathOf(path, shard), recursive: true);
    }

    private static long NumberOf(long origin) => origin / EpochCut.GenerationStep;

    private IEnumerable<long> Generations()
    {
        foreach (string name in DiskFiles.Instance.FolderNames(path))
        {
            bool isOne = name.StartsWith(Start, StringComparison.Ordinal)
                & long.TryParse(name.AsSpan(Math.Min(Start.Length, name.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            if (isOne) yield return number;
        }
    }
}
