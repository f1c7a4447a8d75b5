using System.Text.Json;

namespace Pipeline.Cli.Serving;

/// <summary>The other end of a <see cref="DocumentStream"/>.</summary>
/// <param name="begin">Told the first line; throws when it is none that documents follow.</param>
/// <param name="document">Told each document; the span is good during the call.</param>
internal sealed class DocumentReceiver(Action<FolderAnswer> begin, Action<ReadOnlySpan<byte>> document)
{
    private bool _hasBegun;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="IOException">It broke off before the last document.</exception>
    internal async Task ReceiveAsync(Stream stream, CancellationToken stop)
    {
        ReceivedLines lines = new(stream);
        while (!TakeLines(lines))
        {
            if (!await lines.FillAsync(stop)) throw new IOException("The engine closed the connection before the last document.");
        }
    }

    /// <summary>Takes the lines that are there; true behind the last.</summary>
    private bool TakeLines(ReceivedLines lines)
    {
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            if (!_hasBegun) begin(AnswerOf(line));
            else if (line.IsEmpty) return true;
            else if (line[0] == DocumentStream.BrokenOff) throw new IOException($"The engine broke off: {AnswerOf(line[1..]).Error}");
            else document(line);
            _hasBegun = true;
        }

        return false;
    }

    private static FolderAnswer AnswerOf(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize(line, FolderJson.Default.FolderAnswer)!;
}
