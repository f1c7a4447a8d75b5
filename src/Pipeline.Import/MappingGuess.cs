using Pipeline.Import.Guessing;

namespace Pipeline.Import;

/// <summary>A draft of a mapping, made of a file's beginning. It says what it is not sure of.</summary>
public sealed class MappingGuess
{
    private MappingGuess(FileShape shape)
    {
        MappingDraft draft = new(shape);
        (Format, Json, Remarks, IsComplete) = (shape.Text, draft.Write(), draft.Remarks, draft.IsComplete);
        Columns = [.. shape.Columns.Select(c => (c.Name, string.Join(", ", c.Samples.Distinct().Take(3)), draft.FieldOf(c)))];
    }

    /// <summary>The file's format, a few words.</summary>
    public string Format { get; }

    /// <summary>The columns or paths: name, examples, and the field of an event that each is taken for (empty for none).</summary>
    public IReadOnlyList<(string Name, string Examples, string Field)> Columns { get; }

    /// <summary>The mapping's text.</summary>
    public string Json { get; }

    /// <summary>What somebody who knows the file should look at, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Whether there is a column for all that an event needs; else the text holds COLUMN where a name belongs.</summary>
    public bool IsComplete { get; }

    /// <summary>The draft for a file that begins so, decompressed; a last line that is not whole does no harm.</summary>
    /// <exception cref="UnfitFileException">No mapping can be for it.</exception>
    public static MappingGuess Of(byte[] beginning) => new(ShapeFinder.Find(beginning));
}
