namespace Pipeline.Import.Guessing;

/// <summary>A column or path of a file, and what stands in it at the file's beginning.</summary>
internal sealed class LookedColumn(string name)
{
    private const int MostSamples = 2_000;

    /// <summary>Its name, as a mapping names it.</summary>
    internal string Name { get; set; } = name;

    /// <summary>The first texts that are not empty.</summary>
    internal List<string> Samples { get; } = [];

    /// <summary>How many of the lines that were looked at have nothing here.</summary>
    internal int Empty { get; private set; }

    /// <summary>Notes what a line has here.</summary>
    internal void Add(string text)
    {
        if (text.Length == 0) Empty++;
        else if (Samples.Count < MostSamples) Samples.Add(text);
    }

    /// <summary>Whether there are samples and all (or as many as the share says) are so.</summary>
    internal bool All(Func<string, bool> are, double share = 1) => Samples.Count > 0 && Samples.Count(are) >= share * Samples.Count;
}
