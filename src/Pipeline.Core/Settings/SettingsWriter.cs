using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Core.Settings;

/// <summary>Writes the settings that shape numbers in one form only, to be stored with the state.</summary>
public static class SettingsWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Deterministic bytes: the same numbers-shaping settings give the same bytes on any machine, and two that differ give
    /// others. Compact JSON with sorted keys, everything named (also defaults), durations in their largest unit, funnels in
    /// their order, <c>hold</c> and <c>where</c> sorted. <see cref="SettingsReader.ReadStored"/> reads it back.
    /// </summary>
    public static byte[] Canonical(FoldSettings settings)
    {
        ArrayBufferWriter<byte> bytes = new(512);
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("funnels");
            foreach (FunnelDefinition funnel in settings.Funnels) Write(json, funnel);
            json.WriteEndArray();
            json.WriteString("horizon", DurationText.Format(settings.HorizonMilliseconds));
            json.WriteString("session_gap", DurationText.Format(settings.SessionGapMilliseconds));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    internal static string Text(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options)) write(json);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    internal static void Write(Utf8JsonWriter json, FunnelExclusion exclusion)
    {
        json.WriteStartObject();
        json.WriteStartArray("between");
        json.WriteNumberValue(exclusion.From);
        json.WriteNumberValue(exclusion.To);
        json.WriteEndArray();
        WriteMatch(json, exclusion.Match);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, EventMatch match)
    {
        json.WriteStartObject();
        WriteMatch(json, match);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FunnelDefinition funnel)
    {
        json.WriteStartObject();
        json.WriteStartArray("exclude");
        foreach (FunnelExclusion exclusion in funnel.Exclude) Write(json, exclusion);
        json.WriteEndArray();
        json.WriteStartArray("hold");
        foreach (FunnelField field in funnel.Hold.Order()) json.WriteStringValue(SettingsNames.Fields[(int)field]);
        json.WriteEndArray();
        json.WriteString("name", funnel.Name);
        json.WriteString("order", SettingsNames.Orders[(int)funnel.Order]);
        json.WriteStartArray("steps");
        foreach (EventMatch step in funnel.Steps) Write(json, step);
        json.WriteEndArray();
        json.WriteString("window", DurationText.Format(funnel.WindowMilliseconds));
        json.WriteEndObject();
    }

    private static void WriteMatch(Utf8JsonWriter json, EventMatch match)
    {
        json.WriteString("event", SettingsNames.Events[(int)match.Event]);
        json.WriteStartObject("where");
        foreach ((FunnelField field, string text) in match.Where.OrderBy(condition => condition.Key))
        {
            json.WriteString(SettingsNames.Fields[(int)field], text);
        }

        json.WriteEndObject();
    }
}
