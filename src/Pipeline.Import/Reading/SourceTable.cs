using Pipeline.Import.Rows;

namespace Pipeline.Import.Reading;

/// <summary>Gives the names of columns and paths their numbers.</summary>
internal sealed class SourceTable
{
    private readonly List<string> _names = [];

    /// <summary>The names, each at its number.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>The number of a name.</summary>
    internal int NumberOf(string name)
    {
        if (name == "$index") return Row.IndexSource;
        int number = _names.IndexOf(name);
        if (number >= 0) return number;
        _names.Add(name);
        return _names.Count - 1;
    }
}
