namespace Pipeline.Import;

/// <summary>A file that a mapping does not fit: its header line lacks columns that the mapping names, or names one of them twice, or it is UTF-16.</summary>
/// <param name="file">Which file, from 0.</param>
/// <param name="mistakes">What is wrong, a line each.</param>
public sealed class UnfitFileException(int file, IReadOnlyList<string> mistakes) : Exception(string.Join("; ", mistakes))
{
    /// <summary>Which file, from 0.</summary>
    public int File => file;

    /// <summary>What is wrong, a line each.</summary>
    public IReadOnlyList<string> Mistakes => mistakes;
}
