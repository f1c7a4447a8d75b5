using System.Globalization;
using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>
/// Records from a seed: mostly events, many of them at an edge of a rule, some broken as JSON or as bytes. One seed, one
/// record, so that a failing seed can be run alone.
/// </summary>
internal sealed class RecordGenerator(int seed)
{
    private static readonly string[] Types = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    private static readonly string[] OddStrings =
    [
        "", "a", "\u007f", "\t", "é", "日本", "\U0001f600", "a\u0000b", "\"", "\\", "/", "12", "1.5", "null", "\u0085", " ", "EUR", "DE",
        "https://shop.example", "//x", "/a/b?c", "a:b", "2025-11-26T01:02:03Z", "-0", "purchase", "\u001f", "\ufeff", "0.00001",
    ];

    private static readonly string[] OddValues =
    [
        "null", "true", "false", "{}", "[]", "[1,{\"a\":[]}]", "{\"user_id\":\"x\",\"user_id\":2}", "0", "-0", "-1", "7", "1e3", "1.0", "0.5",
        "1000000", "1000001", "1000000000", "1000000000.0001", "99999999999999999999", "1e-4", "1e-5", "0e99999", "1E+2", "-0.0", "1763800000123",
        "946684799999", "946684800000", "32503679999999", "32503680000000", "\"\"", "\"\\u0041\"", "\"\\ud83d\\ude00\"", "\"\\n\"",
        "\"7\"", "\"1.5\"", "\"01\"", "\" 1\"", "123456789.1234", "12345678.12345", "100000000", "0.0000", "00", "01", "1.", ".5", "-", "tru", "+1",
    ];

    private static readonly string[] OddTimes =
    [
        "2025-11-26T01:02:03", "2025-11-26 01:02:03Z", "2025-11-26T01:02:03.1", "2025-11-26T01:02:03,123456789Z", "2025-11-26T01:02:03.1234567890Z",
        "2025-11-26T01:02:03+23:59", "2025-11-26T01:02:03-2359", "2025-11-26T01:02:03+24:00", "2025-11-26T01:02:03.999+0000", "2024-02-29T23:59:59.999Z",
        "2023-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "1999-12-31T23:59:59.999Z", "1999-12-31T23:59:59-00:01",
        "3000-01-01T00:00:00Z", "3000-01-01T00:59:59+01:00", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z", "2025-04-31T00:00:00Z",
        "2025-11-26T24:00:00Z", "2025-11-26T23:59:60Z", "2025-11-26t01:02:03Z", "2025-11-26T01:02:03z", "2025-11-26T01:02:03.Z", "2025-11-26T01:02Z",
        "2025-11-26T01:60:03Z", "2025-11-00T01:00:03Z", "2025-11-26T01:02:03.123ZZ", "2025-11-26T01:02:03 Z", "2025-11-26T0a:02:03.123Z",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        byte[] record = Encoding.UTF8.GetBytes(Object());
        return Chance(25) ? Mutate(record) : record;
    }

    private string Object()
    {
        List<(string Name, string Value)> members = Members();
        if (Chance(20)) members.Insert(_random.Next(members.Count + 1), (Pick("x", "ip", "user", "", "event_typ", "price2"), Odd()));
        if (Chance(2)) members.Add(members[_random.Next(members.Count)]);
        if (Chance(10)) members.RemoveAt(_random.Next(members.Count));
        if (Chance(40)) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        for (int i = 0; i < members.Count; i++)
        {
            if (Chance(4)) members[i] = (members[i].Name, Odd());
        }

        (string afterColon, string afterComma) = Chance(70) ? ("", "") : Chance(70) ? (" ", " ") : (Space(), Space());
        StringBuilder json = new("{");
        foreach ((string name, string value) in members)
        {
            if (json.Length > 1) json.Append(',').Append(afterComma);
            json.Append(String(name, 1)).Append(Chance(1) ? Space() : "").Append(':').Append(afterColon).Append(value);
        }

        json.Append('}');
        if (Chance(3)) json.Insert(0, Space()).Append(Space());
        if (Chance(1)) json.Append(Pick("}", "x", "\0", "{}", ","));
        return json.ToString();
    }

    private List<(string Name, string Value)> Members()
    {
        int type = _random.Next(Types.Length);
        List<(string, string)> members = [];
        if (!Chance(8)) members.Add(("event_type", String(Types[type], 1)));
        members.Add(("user_id", Id("u")));
        if (type > 0 || Chance(10)) members.Add(("product_id", Id("p")));
        if (type > 1 || Chance(5)) members.Add(("quantity", Chance(90) ? Number(1, 10) : Number(1, 1_000_001)));
        if (type > 2 || Chance(5)) members.Add(("price", Price()));
        members.Add(("timestamp", Time()));
        if (type == 0 || Chance(3)) members.Add(("page_url", Url()));
        if (Chance(30)) members.Add(("currency", String(Pick("EUR", "USD", "GBP"), 1)));
        if (Chance(30)) members.Add(("event_id", Id("e-")));
        if (Chance(30)) members.Add(("country", String(Pick("DE", "AT", "FR"), 1)));
        if (Chance(30)) members.Add(("category", Text()));
        if (Chance(20)) members.Add(("product_name", Text()));
        if (Chance(20)) members.Add(("referrer", Url()));
        if (Chance(20)) members.Add(("user_agent", Text()));
        return members;
    }

    private string Id(string prefix) => _random.Next(20) switch
    {
        < 14 => String(prefix + Number(0, 10_000_000), 1),
        < 17 => Number(0, int.MaxValue),
        17 => String(new string('x', _random.Next(1, 140)), 1),
        18 => String(prefix + Pick(OddStrings), 20),
        _ => "-" + Number(0, 9),
    };

    private string Price() => _random.Next(10) switch
    {
        < 5 => Number(0, 1000) + "." + Number(0, 99),
        5 => Number(0, 1_000_000_000),
        6 => Number(0, 99) + "." + new string('0', _random.Next(6)) + Number(0, 9999),
        7 => '"' + Number(0, 1000) + ".5\"",
        8 => Number(0, 1000) + Pick("e", "E") + Number(-8, 8),
        _ => Number(0, 100_000) + "." + Number(1, 9) + new string('0', _random.Next(6)) + Pick("", "e1", "e-1", "e+2"),
    };

    private string Time()
    {
        if (Chance(40)) return (1_763_800_000_000 + _random.NextInt64(10_000_000_000)).ToString(CultureInfo.InvariantCulture);
        if (Chance(10)) return _random.NextInt64(-1_000_000, 40_000_000_000_000).ToString(CultureInfo.InvariantCulture);
        if (Chance(15)) return String(Pick(OddTimes), 2);
        DateTime time = new DateTime(2000, 1, 1).AddMilliseconds(_random.NextInt64(EventTime.Latest - EventTime.Earliest));
        return String(time.ToString(
            Pick("yyyy-MM-ddTHH:mm:ss.fffZ", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss.ffffff", "yyyy-MM-ddTHH:mm:ss+01:00", "yyyy-MM-ddTHH:mm:ss.f"),
            CultureInfo.InvariantCulture), 1);
    }

    private string Url() => String(
        Pick("https://shop.example", "http://a.b:80", "//cdn", "", "app+x.y://h", "mailto:", "1a://b", "HTTPS://", "https:/")
        + Pick("", "/", "/c/shoes", "c", "/" + new string('ä', _random.Next(130)), "/" + new string('x', _random.Next(190, 210)), "//d")
        + Pick("", "?page=2", "#top", "?a=/b#c"),
        2);

    private string Text() => Chance(80)
        ? String(Pick("shoes", "Mozilla/5.0 (X11; Linux x86_64)", "", "a b", "Grün", new string('n', _random.Next(1030))), 2)
        : String(Pick(OddStrings) + Pick(OddStrings), 10);

    private string Odd() => Chance(70) ? Pick(OddValues) : String(Pick(OddStrings), 10);

    private string Number(int from, int to) => _random.Next(from, to).ToString(CultureInfo.InvariantCulture);

    /// <summary>The JSON string of a text; characters are escaped where they must be, else with the given chance in percent for each string.</summary>
    private string String(string text, int escapedPercent)
    {
        bool escape = Chance(escapedPercent);
        StringBuilder json = new("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\' && Chance(98)) json.Append('\\').Append(c);
            else if ((c < ' ' && Chance(98)) || (escape && Chance(30))) json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else if (escape && c == '/') json.Append("\\/");
            else json.Append(c);
        }

        return json.Append('"').ToString();
    }

    private string Space() => Pick("", " ", "  ", "\t", "\n", "\r", "\v", "\u00a0");

    private byte[] Mutate(byte[] record)
    {
        List<byte> bytes = [.. record];
        for (int i = _random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = _random.Next(bytes.Count);
            switch (_random.Next(5))
            {
                case 0: bytes[at] = (byte)_random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)Pick("\"", "\\", "{", "}", "[", "]", ":", ",", "0", ".", "-", "e", " ", "\u007f", "\0")[0]); break;
                case 3: bytes[at] = bytes[_random.Next(bytes.Count)]; break;
                default: bytes.RemoveRange(at, Math.Min(bytes.Count - at, Chance(90) ? 2 : bytes.Count)); break;
            }
        }

        return [.. bytes];
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];
}
