using System.Text;

namespace Pipeline.Testing.Streams;

/// <summary>Breaks well-formed events in every way that the rules name, and some records in two ways at once.</summary>
internal sealed class MalformedMaker(Random random, StreamShape shape)
{
    private static readonly string[] NotJson =
    [
        "{", "}", "{\"a\":1,}", "{'a':1}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":+1}", "{\"a\":NaN}", "{\"a\":1}x", "{\"a\":1}{}", "{a:1}",
        "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":tru}", "// no\u0020comment", "{\"a\":1/**/}", " ", "\ufeff{}", "{\"a\":\"\t\"}",
        "{\"\\ud800\":1}", "{\"a\":[\"\\udc00\\ud800\"]}", "{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "{\"a\":\"\\ud83d😀\"}", "{\"a\" 1}", "[1 2]", "\0{}",
    ];

    private static readonly string[] NotAnObject = ["[]", "1", "\"text\"", "null", " true ", "[{\"user_id\":1}]", "-0.5e-7"];

    private static readonly string[] BadTimes =
    [
        "\"2026-02-29T00:00:00\"", "\"2026-01-01T24:00:00\"", "\"2026-01-01T23:59:60\"", "\"2026-13-01T00:00:00\"", "\"2026-00-01T00:00:00\"",
        "\"2026-01-01\"", "\"2026-01-01t00:00:00\"", "\"2026-01-01T00:00:00z\"", "\"2026-01-01T00:00:00.\"", "\"2026-01-01T00:00:00.1234567890\"",
        "\"2026-01-01T00:00:00+24:00\"", "\"2026-01-01T00:00:00+01:60\"", "\"2026-01-01T00:00:00+1:00\"", "\" 2026-01-01T00:00:00\"",
        "\"2026-01-01T00:00:00\\n\"", "\"1999-12-31T23:59:59.999Z\"", "\"3000-01-01T00:00:00\"", "\"2000-01-01T00:00:00+00:01\"", "\"\"",
        "\"1767225600000\"", "0", "-1", "946684799999", "32503680000000", "99999999999999999999999", "\"0000-01-01T00:00:00\"", "\"٢٠٢٦-01-01T00:00:00\"",
    ];

    private static readonly (string Field, string[] Raw)[] BadValues =
    [
        ("user_id", ["true", "1.0", "1e3", "[]", "{}", "\"\"", "\"a\\u0000\"", "\"a\\u007f\"", "\"a\\tb\"", "null"]),
        ("event_id", ["false", "1.5", "\"\"", "\"\\n\"", "[1]"]),
        ("timestamp", ["true", "1.7e12", "1767225600000.0", "[]", "null"]),
        ("currency", ["1", "\"eur\"", "\"EU\"", "\"EURO\"", "\"ÄUR\"", "\"\""]),
        ("country", ["1", "\"de\"", "\"DEU\"", "\"\"", "\"D1\""]),
        ("category", ["1", "[]"]),
        ("product_name", ["false", "{}"]),
        ("referrer", ["0"]),
        ("user_agent", ["[]"]),
        ("event_type", ["\"click\"", "\"Purchase\"", "\"\"", "1", "true", "[]"]),
        ("page_url", ["1", "\"\"", "null", "[]"]),
        ("product_id", ["1.5", "\"\"", "null", "true", "\"\\u001f\""]),
        ("quantity", ["0", "-1", "1000001", "1.0", "1e2", "\"3\"", "null", "99999999999999999999", "-0", "[]"]),
        ("price", ["-1", "-0.0001", "1000000000.0001", "0.00001", "1e10", "1e-5", "\"\"", "\" 1\"", "\"1,5\"", "\"+1\"", "\"0x1\"", "\"1e\"", "true",
            "null", "1e999999999999", "1e-999999999999", "\"1\\n\"", "\".5\"", "\"01\"", "\"NaN\"", "[]"]),
    ];

    /// <summary>Some record made from a well-formed event. It may still be one, when what was broken is not looked at.</summary>
    public byte[] Break(JsonDraft draft)
    {
        switch (random.Next(8))
        {
            case 0:
                return Encoding.UTF8.GetBytes(random.Pick(NotJson));
            case 1:
                return Encoding.UTF8.GetBytes(random.Pick(NotAnObject));
            case 2:
                return BreakBytes(draft.Render(random));
            case 3:
                BreakSize(draft);
                break;
            case 4:
                string name = random.Pick(["user_id", "timestamp", "event_type", "price", "page_url", "category"]);
                draft.Add(name, "null");
                draft.Add(name, "1");
                break;
            case 5:
                draft.Set("timestamp", random.Pick(BadTimes));
                break;
            default:
                for (int i = random.Next(1, 3); i > 0; i--) BreakField(draft);
                break;
        }

        return draft.Render(random);
    }

    private void BreakField(JsonDraft draft)
    {
        (string field, string[] raw) = random.Pick(BadValues);
        if (random.Chance(0.2)) draft.Remove(field);
        else if (random.Chance(0.15)) draft.Set(field, $"\"{new string('x', random.Pick([129, 1025, 2049]))}\"");
        else draft.Set(field, random.Pick(raw));
    }

    private byte[] BreakBytes(byte[] record)
    {
        int at = random.Next(shape.LineEnds ? 0 : 1, record.Length);
        byte[] noUtf8 = random.Pick<byte[]>([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc3], [0x80]]);
        return random.Next(4) switch
        {
            0 => record[..at],
            1 => [.. record[..at], .. noUtf8, .. record[at..]],
            2 => [.. record, .. noUtf8],
            _ => shape.LineEnds ? [.. record[..at], (byte)'\n', .. record[at..]] : [.. record, (byte)'}'],
        };
    }

    /// <summary>Too long, just not too long, too deep, or just not too deep.</summary>
    private void BreakSize(JsonDraft draft)
    {
        int depth = random.Pick([62, 63, 64, 1000]);
        draft.Set("extra", random.Chance(0.5)
            ? new string('[', depth) + new string(']', depth)
            : $"\"{new string('x', random.Pick([64_000, 65_536]))}\"");
    }
}
