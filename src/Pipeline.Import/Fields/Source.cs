using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>Where a field's text comes from, and what is done with it before it is read.</summary>
internal sealed record Source
{
    /// <summary>The sources' numbers; one, or those that are joined.</summary>
    internal required int[] Numbers { get; init; }

    /// <summary>What stands between joined ones.</summary>
    internal byte[] Join { get; init; } = [];

    /// <summary>Without spaces around it.</summary>
    internal bool Trim { get; init; }

    /// <summary>Words (units, currency signs) of which one is taken off.</summary>
    internal byte[][] Strip { get; init; } = [];

    /// <summary>What is done with letters.</summary>
    internal LetterCase Case { get; init; }

    /// <summary>The text; absent when it, or one of those that are joined, is empty.</summary>
    internal SourceKind Read(MapWork work, out ReadOnlySpan<byte> text)
    {
        SourceKind kind = Numbers.Length == 1 ? work.Row.Get(Numbers[0], out text) : Joined(work, out text);
        if (kind is SourceKind.Absent or SourceKind.Faulty) return kind;
        if (Strip.Length > 0) text = ByteTexts.Strip(text, Strip);
        else if (Trim) text = ByteTexts.Trim(text);
        if (text.IsEmpty) return SourceKind.Absent;
        if (Case == LetterCase.Kept) return kind;
        Span<byte> changed = work.Changed(text.Length)[..text.Length];
        ByteTexts.ChangeCase(text, Case, changed);
        text = changed;
        return kind;
    }

    private SourceKind Joined(MapWork work, out ReadOnlySpan<byte> text)
    {
        int length = 0;
        text = [];
        foreach (int number in Numbers)
        {
            SourceKind kind = work.Row.Get(number, out ReadOnlySpan<byte> part);
            if (kind is SourceKind.Absent or SourceKind.Faulty) return kind;
            Span<byte> joined = work.Joined(length + Join.Length + part.Length);
            if (length > 0)
            {
                Join.CopyTo(joined[length..]);
                length += Join.Length;
            }

            part.CopyTo(joined[length..]);
            length += part.Length;
        }

        text = work.Joined(length)[..length];
        return SourceKind.Text;
    }
}
