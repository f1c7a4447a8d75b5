namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>The edits of a command line, in the order in which they are done: text, then names, then what goes, then what is set.</summary>
internal sealed class RecordEdits
{
    private readonly List<IRecordEdit> _edits = [];

    /// <summary>Whether there is none: records are put back as they are.</summary>
    internal bool IsEmpty => _edits.Count == 0;

    /// <summary>Reads them; adds to <paramref name="mistakes"/> what is wrong.</summary>
    internal static RecordEdits Read(EditTexts texts, List<string> mistakes)
    {
        RecordEdits edits = new();
        if (texts.With is { } with) edits._edits.Add(new WholeText(with));
        foreach (string text in texts.Replace)
        {
            if (TextReplacement.Parse(text) is { } replacement) edits._edits.Add(replacement);
            else mistakes.Add($"--replace: '{text}' is not OLD=NEW");
        }

        foreach (string text in texts.Rename)
        {
            if (Split(text) is { } names && names.Right.Length > 0) edits._edits.Add(MemberEdit.Rename(names.Left, names.Right));
            else mistakes.Add($"--rename: '{text}' is not OLD=NEW, two names of fields");
        }

        foreach (string name in texts.KeepFirst) edits._edits.Add(MemberEdit.KeepFirst(name));
        foreach (string name in texts.Remove) edits._edits.Add(MemberEdit.Remove(name));
        foreach (string text in texts.Set)
        {
            if (Split(text) is { } member) edits._edits.Add(MemberEdit.Set(member.Left, member.Right));
            else mistakes.Add($"--set: '{text}' is not FIELD=VALUE");
        }

        return edits;
    }

    /// <summary>The repaired record.</summary>
    internal byte[] Apply(byte[] record)
    {
        foreach (IRecordEdit edit in _edits) record = edit.Apply(record);
        return record;
    }

    private static (string Left, string Right)? Split(string text)
    {
        int between = text.IndexOf('=', StringComparison.Ordinal);
        return between < 1 ? null : (text[..between], text[(between + 1)..]);
    }
}
