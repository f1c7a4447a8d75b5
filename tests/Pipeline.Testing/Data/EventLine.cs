using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Testing.Data;

/// <summary>Writes events as JSON lines.</summary>
internal static class EventLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one event.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> fields)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
