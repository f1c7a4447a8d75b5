namespace Pipeline.Architecture.Tests.Source;

/// <summary>A C# file: as it is written, and with comments and texts blanked.</summary>
internal sealed class SourceFile
{
    private readonly bool[] _isComment;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        var reader = new CodeReader(text);
        Code = reader.Code;
        _isComment = reader.IsComment;
        Outline = new Outline(Code);
    }

    /// <summary>From the root, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>As long as the text; what is no code is blank.</summary>
    public string Code { get; }

    public Outline Outline { get; }

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public static SourceFile Read(string path) => new(path, File.ReadAllText(Repository.FullPath(path)));

    public int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>The place, as compilers write it.</summary>
    public string At(int index) => $"{Path}:{LineAt(index)}";

    /// <summary>Whether a comment stands between two places, or alone on the line above the first.</summary>
    public bool HasComment(int from, int to)
    {
        if (_isComment.AsSpan(from, to - from).Contains(true)) return true;
        int start = Text.LastIndexOf('\n', Math.Max(from - 1, 0));
        if (start <= 0) return false;
        int above = Text.LastIndexOf('\n', start - 1) + 1;
        return Text.AsSpan(above, start - above).TrimStart().StartsWith("//");
    }
}
