using Pipeline.Cli.Commands;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Querying;

/// <summary>A collection's documents of a folder's newest epoch: from the engine that runs there, else from the folder.</summary>
internal static class DocumentFeed
{
    /// <summary>Reads all of them, without a file in between.</summary>
    /// <param name="context">The world.</param>
    /// <param name="data">The folder.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="begin">Told first whose documents follow.</param>
    /// <param name="document">Told each document; the span is good during the call.</param>
    /// <param name="stop">Stops it.</param>
    internal static void Read(
        CliContext context, string data, string collection, Action<DocumentsData> begin, Action<ReadOnlySpan<byte>> document, CancellationToken stop)
    {
        if (FolderClient.Read(context, data, collection, begin, document, stop)) return;
        using StoredEpoch stored = StoredEpochs.Open(context, data, stop);
        using EpochReading reading = stored.Read();
        begin(DocumentsData.Of(reading.View, reading.Source));
        reading.Render(collection, document, stop);
    }
}
