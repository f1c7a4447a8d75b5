using System.Buffers;
using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.DeadLetters;

/// <summary>A record's text around a place in it, and below it a line that marks the place. What is no printable text is written <c>\xNN</c>.</summary>
internal static class MarkedRecord
{
    private const int BytesAround = 70;
    private const int MostMarked = 70;

    /// <summary>Two lines: text and mark.</summary>
    internal static (string Text, string Mark) Of(ReadOnlySpan<byte> record, int start, int length)
    {
        start = Math.Min(start, record.Length);
        int marked = Math.Min(length, MostMarked);
        int from = CharacterAt(record, Math.Max(0, start - BytesAround)), to = CharacterAt(record, Math.Min(record.Length, start + marked + BytesAround));
        int behind = Math.Min(CharacterAt(record, start + marked), to);
        string before = (from > 0 ? "…" : "") + Printable(record[from..start]), at = Printable(record[start..Math.Max(start, behind)]);
        string after = Printable(record[Math.Max(start, behind)..to]) + (to < record.Length ? "…" : "");
        return (before + at + after, new string(' ', Width(before)) + new string('^', Math.Max(1, Width(at))));
    }

    /// <summary>The text as a terminal may show it.</summary>
    internal static string Printable(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        while (!bytes.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done && IsShown(rune);
            length = Math.Max(1, length);
            if (isText) text.Append(rune);
            else foreach (byte b in bytes[..length]) text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>Not what would move a terminal's cursor or turn its text around.</summary>
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>The beginning of the character that a byte belongs to; where that is no text the byte itself.</summary>
    private static int CharacterAt(ReadOnlySpan<byte> record, int at)
    {
        int back = at;
        while (back > 0 && back < record.Length && at - back < 3 && (record[back] & 0xC0) == 0x80) back--;
        return back < record.Length && (record[back] & 0xC0) == 0x80 ? at : back;
    }

    private static int Width(string text) => new Segment(text).CellCount();
}
