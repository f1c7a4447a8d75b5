namespace Pipeline.Cli.Rebuilding;

/// <summary>What a rebuild changes in a collection.</summary>
internal sealed class CollectionChange(string collection)
{
    private const int Shown = 3;

    private readonly List<string> _examples = [];

    /// <summary>The collection.</summary>
    internal string Collection => collection;

    /// <summary>Documents before.</summary>
    internal long Before { get; private set; }

    /// <summary>Documents after.</summary>
    internal long After { get; private set; }

    /// <summary>Documents that are in both and differ.</summary>
    internal long Changed { get; private set; }

    /// <summary>Documents that only the state before has.</summary>
    internal long Gone { get; private set; }

    /// <summary>Documents that only the rebuilt state has.</summary>
    internal long New { get; private set; }

    /// <summary>Ids of the first documents that are not the same.</summary>
    internal IReadOnlyList<string> Examples => _examples;

    /// <summary>Whether every document is the same, byte for byte.</summary>
    internal bool IsSame => Changed == 0 && Gone == 0 && New == 0;

    internal void CountSame() => (Before, After) = (Before + 1, After + 1);

    internal void CountChanged(string id)
    {
        (Before, After, Changed) = (Before + 1, After + 1, Changed + 1);
        Show(id);
    }

    internal void CountGone(string id)
    {
        (Before, Gone) = (Before + 1, Gone + 1);
        Show(id);
    }

    internal void CountNew(string id)
    {
        (After, New) = (After + 1, New + 1);
        Show(id);
    }

    private void Show(string id)
    {
        if (_examples.Count < Shown) _examples.Add(id);
    }
}
