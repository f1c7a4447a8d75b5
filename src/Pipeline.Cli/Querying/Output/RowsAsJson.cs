using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying.Fields;

namespace Pipeline.Cli.Querying.Output;

/// <summary>Rows as JSON: documents as they are, or an object with the columns' names. Amounts and rates stay strings.</summary>
internal static class RowsAsJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void PrintLines(CliContext context, QueryResult result)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, OneLine);
        for (int i = 0; i < result.Rows.Count; i++)
        {
            Write(json, result, i);
            json.Flush();
            context.Out.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
            context.Out.Write('\n');
            bytes.ResetWrittenCount();
            json.Reset();
        }
    }

    internal static void PrintWhole(CliContext context, QueryResult result) => JsonOutput.Print(context, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", result.Epoch.Epoch);
        json.WriteString("complete_up_to", result.Epoch.CompleteUpTo);
        json.WriteString("collection", result.Plan.Collection.Name);
        json.WriteNumber("found", result.Found);
        json.WriteStartArray("notes");
        foreach (string note in result.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        for (int i = 0; i < result.Rows.Count; i++) Write(json, result, i);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, QueryResult result, int row)
    {
        if (result.Plan.IsWhole)
        {
            json.WriteRawValue(result.Documents[row], skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        for (int c = 0; c < result.Columns.Count; c++)
        {
            json.WritePropertyName(result.Columns[c].Name);
            Cell cell = result.Rows[row][c];
            if (cell.Kind is CellKind.Null) json.WriteNullValue();
            else if (cell.Kind is CellKind.Count) json.WriteRawValue(cell.ToString());
            else json.WriteStringValue(cell.ToString());
        }

        json.WriteEndObject();
    }
}
