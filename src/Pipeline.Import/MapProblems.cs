namespace Pipeline.Import;

/// <summary>The problems' names and what they mean.</summary>
public static class MapProblems
{
    private static readonly (string Name, string Meaning)[] Texts =
    [
        ("none", "nothing is wrong"),
        ("open_quote", "a quoted field does not end"),
        ("wrong_columns", "another number of fields than columns"),
        ("not_json", "no JSON object"),
        ("not_utf8", "bytes that are no UTF-8"),
        ("not_text", "an object or a list where a text or number belongs"),
        ("no_list", "no list to explode"),
        ("no_type", "no event type: its source is empty"),
        ("unknown_value", "a value that \"values\" does not name"),
        ("not_number", "no number"),
        ("not_whole", "no whole number"),
        ("inexact", "a division that does not come out with 4 decimals"),
        ("bad_time", "no time of the format"),
        ("skipped_time", "a local time that the clock was put forward over"),
    ];

    /// <summary>The name that <c>--json</c> has, like <c>bad_time</c>.</summary>
    public static string Name(MapProblem problem) => Texts[(int)problem].Name;

    /// <summary>A few words for people.</summary>
    public static string Meaning(MapProblem problem) => Texts[(int)problem].Meaning;
}
