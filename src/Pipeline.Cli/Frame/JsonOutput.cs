using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Cli.Frame;

/// <summary>What <c>--json</c> prints: one object, indented, and a line's end; or, where objects follow each other, one a line.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void Print(CliContext context, Action<Utf8JsonWriter> write) => Print(context, write, Options);

    internal static void PrintLine(CliContext context, Action<Utf8JsonWriter> write) => Print(context, write, Options with { Indented = false });

    private static void Print(CliContext context, Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, options)) write(json);
        context.Out.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
        context.Out.Write('\n');
        context.Out.Flush();
    }
}
