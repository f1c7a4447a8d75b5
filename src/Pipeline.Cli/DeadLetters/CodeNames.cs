using System.Text.Json;
using Pipeline.Core.Events;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Reasons and fields as documents write them: <c>not_utf8</c>, <c>user_id</c>.</summary>
internal static class CodeNames
{
    private static readonly Dictionary<string, RejectReason> Reasons = Enum.GetValues<RejectReason>().Skip(1).ToDictionary(r => Snake(r.ToString()));
    private static readonly Dictionary<string, EventField> Fields = Enum.GetValues<EventField>().Skip(1).ToDictionary(f => Snake(f.ToString()));

    internal static IEnumerable<string> AllReasons => Reasons.Keys;

    internal static IEnumerable<string> AllFields => Fields.Keys;

    internal static string Of(RejectReason reason) => Snake(reason.ToString());

    /// <summary>The field's name; null for none.</summary>
    internal static string? Of(EventField field) => field == EventField.None ? null : Snake(field.ToString());

    internal static bool TryParse(string? name, out RejectReason reason) => Reasons.TryGetValue(name ?? "", out reason);

    internal static bool TryParse(string? name, out EventField field) => Fields.TryGetValue(name ?? "", out field);

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
