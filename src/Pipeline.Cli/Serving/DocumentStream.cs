using System.Net.Sockets;
using System.Text.Json;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Serving;

/// <summary>
/// A collection's documents as an answer, without a file: a line that says of which epoch, a line for each document, and an empty line
/// behind the last. Where it breaks off there is no empty line, and perhaps one that says why.
/// </summary>
internal static class DocumentStream
{
    /// <summary>The first byte of a line that says why no more documents follow; a document's is <c>{</c>.</summary>
    internal const byte BrokenOff = (byte)'!';

    private const int BufferBytes = 1 << 16;

    internal static void Write(EpochReading reading, string collection, Stream target, CancellationToken stop)
    {
        DocumentsData begin = DocumentsData.Of(reading.View, reading.Source);
        // Not disposed: that would send again what could not be sent.
        BufferedStream buffer = new(target, BufferBytes);
        WriteAnswer(buffer, new FolderAnswer(null, null, null, Documents: begin));
        try
        {
            reading.Render(
                collection,
                line =>
                {
                    buffer.Write(line);
                    buffer.WriteByte((byte)'\n');
                },
                stop);
        }
        catch (Exception exception) when (!IsGone(exception))
        {
            // Whatever it was is the client's to know.
            buffer.WriteByte(BrokenOff);
            WriteAnswer(buffer, new FolderAnswer(exception.Message, null, null));
            buffer.Flush();
            return;
        }

        buffer.WriteByte((byte)'\n');
        buffer.Flush();
    }

    /// <summary>Whether it says that the client is gone, or does not read: nobody to tell.</summary>
    internal static bool IsGone(Exception exception) => exception is IOException { InnerException: SocketException };

    private static void WriteAnswer(Stream target, FolderAnswer answer)
    {
        target.Write(JsonSerializer.SerializeToUtf8Bytes(answer, FolderJson.Default.FolderAnswer));
        target.WriteByte((byte)'\n');
    }
}
