using System.Text.RegularExpressions;

namespace Pipeline.Architecture.Tests.Source;

/// <summary>
/// The types and members that a file declares. It reads code whose comments and texts are blanked, knows only as much of the language as
/// the rules need, and looks into no member's body.
/// </summary>
internal sealed partial class Outline
{
    private readonly string _code;
    private readonly Stack<bool> _open = new();
    private readonly List<DeclaredType> _types = [];
    private readonly List<DeclaredMember> _members = [];
    private int _at;
    private int _start;

    public Outline(string code)
    {
        _code = code;
        while (_at < code.Length) Next();
    }

    public IReadOnlyList<DeclaredType> Types => _types;

    public IReadOnlyList<DeclaredMember> Members => _members;

    /// <summary>The place behind the bracket that closes the one at <paramref name="at"/>.</summary>
    public static int Behind(string code, int at)
    {
        int depth = 0;
        for (; at < code.Length; at++)
        {
            if (code[at] is '(' or '[' or '{') depth++;
            if (code[at] is ')' or ']' or '}' && --depth == 0) return at + 1;
        }

        return code.Length;
    }

    [GeneratedRegex(@"^(?<modifier>(public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|unsafe|file|new)\s+)*(?<kind>(record|class|struct|interface|enum|delegate)\b)(?<more>\s+(class|struct)\b)?(?<rest>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeHeader { get; }

    [GeneratedRegex(@"^\s*(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex FirstName { get; }

    [GeneratedRegex(@"(?<name>\w+)\s*(<[^(]*>)?\s*\(", RegexOptions.ExplicitCapture)]
    private static partial Regex DelegateName { get; }

    [GeneratedRegex(@"\boperator\s*$")]
    private static partial Regex OperatorKeyword { get; }

    private void Next()
    {
        switch (_code[_at])
        {
            case '(' or '[':
                _at = Behind(_code, _at);
                break;
            case '{':
                OpenBlock();
                break;
            case '}':
                if (_open.Count > 0) _open.Pop();
                Restart(_at + 1);
                break;
            case ';':
                AddType(Header(_at));
                Restart(_at + 1);
                break;
            case '=':
                if (OperatorKeyword.IsMatch(_code[_start.._at].TrimEnd('<', '>', '!', '='))) _at++;
                else ReadValue(isBody: _at + 1 < _code.Length && _code[_at + 1] == '>');
                break;
            default:
                _at++;
                break;
        }
    }

    private void OpenBlock()
    {
        string header = Header(_at);
        if (AddType(header) is { } type)
        {
            if (type.Kind == "enum")
            {
                Restart(Behind(_code, _at));
                return;
            }

            _open.Push(true);
            Restart(_at + 1);
        }
        else if (header.StartsWith("namespace", StringComparison.Ordinal) || header.StartsWith("extension", StringComparison.Ordinal))
        {
            _open.Push(header[0] == 'e');
            Restart(_at + 1);
        }
        else
        {
            int end = Behind(_code, _at);
            if (header.Length > 0) _members.Add(new DeclaredMember(header, HeaderIndex(), end));
            Restart(end);
        }
    }

    /// <summary>An expression that is a member's body, or a value: up to its semicolon.</summary>
    private void ReadValue(bool isBody)
    {
        string header = Header(_at);
        int from = HeaderIndex();
        while (_at < _code.Length && _code[_at] != ';') _at = _code[_at] is '(' or '[' or '{' ? Behind(_code, _at) : _at + 1;
        if (isBody && !IsTable(header, _code.AsSpan(from.._at))) _members.Add(new DeclaredMember(header, from, _at));
        Restart(_at + 1);
    }

    /// <summary>A property that is just a list of data has as many lines as there is data.</summary>
    private static bool IsTable(string header, ReadOnlySpan<char> member)
    {
        ReadOnlySpan<char> body = member[(member.IndexOf("=>") + 2)..].TrimStart();
        return !header.Contains('(') && (body.StartsWith("[") || body.StartsWith("new"));
    }

    private void Restart(int at) => _at = _start = at;

    private int HeaderIndex()
    {
        int from = _start;
        while (from < _at)
        {
            if (char.IsWhiteSpace(_code[from])) from++;
            else if (_code[from] == '[') from = Behind(_code, from);
            else break;
        }

        return from;
    }

    private string Header(int end) => HeaderIndex() is var from && from < end ? _code[from..end].TrimEnd() : "";

    private DeclaredType? AddType(string header)
    {
        Match match = TypeHeader.Match(header);
        if (!match.Success) return null;
        string kind = match.Groups["kind"].Value;
        if (match.Groups["more"].Value.Trim() == "struct") kind = "struct";
        Match name = (kind == "delegate" ? DelegateName : FirstName).Match(match.Groups["rest"].Value);
        if (!name.Success) return null;
        string[] modifiers = [.. match.Groups["modifier"].Captures.Select(c => c.Value.Trim())];
        var type = new DeclaredType(kind, name.Groups["name"].Value, modifiers, _open.Contains(true), HeaderIndex());
        _types.Add(type);
        return type;
    }
}
