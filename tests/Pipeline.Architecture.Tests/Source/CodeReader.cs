namespace Pipeline.Architecture.Tests.Source;

/// <summary>
/// Blanks comments, texts and directives of a C# file, so that words and braces can be looked at as they are. What stands in the holes of
/// an interpolated text is code and stays.
/// </summary>
internal sealed class CodeReader
{
    private readonly string _text;
    private readonly char[] _code;
    private int _at;

    public CodeReader(string text)
    {
        _text = text;
        _code = text.ToCharArray();
        IsComment = new bool[text.Length];
        ReadCode(isHole: false);
        Code = new string(_code);
    }

    public string Code { get; }

    public bool[] IsComment { get; }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool Starts(string with) => string.CompareOrdinal(_text, _at, with, 0, with.Length) == 0;

    private void Blank(int count)
    {
        for (int end = Math.Min(_at + count, _text.Length); _at < end; _at++)
        {
            if (_text[_at] is not ('\n' or '\r')) _code[_at] = ' ';
        }
    }

    private int Run(char c)
    {
        int count = 0;
        while (Peek(count) == c) count++;
        return count;
    }

    /// <summary>Reads to the end, or to the brace that ends a hole.</summary>
    private void ReadCode(bool isHole)
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            char c = Peek();
            if (isHole && depth == 0 && c == '}') return;
            if (isHole && depth == 0 && c == ':' && Peek(1) != ':' && Peek(-1) != ':')
            {
                BlankFormat();
                return;
            }

            if (c is '(' or '[' or '{') depth++;
            if (c is ')' or ']' or '}') depth--;
            if (Starts("//")) BlankComment(LengthTo("\n"));
            else if (Starts("/*")) BlankComment(LengthTo("*/") + 2);
            else if (c == '\'') BlankCharacter();
            else if (c is '"' or '$' or '@' && IsText(out int dollars, out bool isVerbatim)) ReadText(dollars, isVerbatim);
            else if (c == '#' && StartsLine()) Blank(LengthTo("\n"));
            else _at++;
        }
    }

    private int LengthTo(string end)
    {
        int found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        return (found < 0 ? _text.Length : found) - _at;
    }

    private bool StartsLine()
    {
        int line = _at == 0 ? -1 : _text.LastIndexOf('\n', _at - 1);
        return _text.AsSpan(line + 1, _at - line - 1).IsWhiteSpace();
    }

    private void BlankComment(int length)
    {
        Array.Fill(IsComment, true, _at, Math.Min(length, _text.Length - _at));
        Blank(length);
    }

    private void BlankCharacter()
    {
        int end = Peek(1) == '\\' ? 3 : 2;
        while (Peek(end) is not ('\'' or '\0')) end++;
        Blank(end + 1);
    }

    private void BlankFormat()
    {
        while (Peek() is not ('}' or '\0')) Blank(1);
    }

    private bool IsText(out int dollars, out bool isVerbatim)
    {
        (int length, dollars, isVerbatim) = (0, 0, false);
        for (; Peek(length) is '$' or '@'; length++)
        {
            if (Peek(length) == '$') dollars++;
            else isVerbatim = true;
        }

        if (Peek(length) != '"') return false;
        Blank(length);
        return true;
    }

    private void ReadText(int dollars, bool isVerbatim)
    {
        int quotes = isVerbatim ? 1 : Run('"');
        if (quotes == 2)
        {
            Blank(2);
            return;
        }

        Blank(quotes);
        while (_at < _text.Length)
        {
            if (Peek() == '"' && ReadQuote(quotes, isVerbatim)) return;
            if (quotes == 1 && !isVerbatim && Peek() == '\\') Blank(2);
            else if (dollars > 0 && Peek() == '{') ReadBrace(dollars, isRaw: quotes >= 3);
            else Blank(1);
        }
    }

    /// <summary>True when the text ends here.</summary>
    private bool ReadQuote(int quotes, bool isVerbatim)
    {
        int run = Run('"');
        if (isVerbatim)
        {
            Blank(run);
            return run % 2 == 1;
        }

        Blank(quotes == 1 ? 1 : run);
        return run >= quotes;
    }

    private void ReadBrace(int dollars, bool isRaw)
    {
        int run = Run('{');
        int needed = isRaw ? dollars : 1;
        bool opens = isRaw ? run >= needed : run % 2 == 1;
        Blank(run);
        if (!opens) return;
        ReadCode(isHole: true);
        Blank(needed);
    }
}
