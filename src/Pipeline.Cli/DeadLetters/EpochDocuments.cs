using System.Text.Json;
using Pipeline.Cli.Commands;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.DeadLetters;

/// <summary>
/// Dead letters, late records and shoppers of one epoch of a folder. At rest the folder is held meanwhile. While <c>run</c> is at work each
/// collection is asked for by itself, and may be of a later epoch: of the records only those below the first epoch's cut are taken, which
/// never change; what is said of shoppers may be newer.
/// </summary>
internal sealed class EpochDocuments : IDisposable
{
    private readonly CliContext _context;
    private readonly string _data;
    private readonly CancellationToken _stop;
    private readonly StoredEpoch? _stored;
    private readonly EpochReading? _reading;

    private EpochDocuments(CliContext context, string data, CancellationToken stop)
    {
        (_context, _data, _stop) = (context, data, stop);
        DocumentsData? epoch = null;
        if (!FolderClient.Read(context, data, Collections.Ledger, begin => epoch = begin, TakeLedger, stop))
        {
            _stored = StoredEpochs.Open(context, data, stop);
            _reading = _stored.Read();
            epoch = DocumentsData.Of(_reading.View, _reading.Source);
            _reading.Source.Render(Collections.Ledger, TakeLedger);
        }

        Epoch = epoch!;
    }

    /// <summary>The epoch.</summary>
    internal DocumentsData Epoch { get; }

    /// <summary>By partition, how many duplicates the ledger counts; of the epoch.</summary>
    internal Dictionary<int, long> Duplicates { get; } = [];

    /// <summary>What people are told of it.</summary>
    internal string Origin => $"epoch {Epoch.Epoch}, complete up to {Epoch.CompleteUpTo ?? "no event yet"}";

    /// <exception cref="CliException">The folder cannot be read, or holds no epoch.</exception>
    internal static EpochDocuments Open(CliContext context, string data, CancellationToken stop) => new(context, data, stop);

    /// <summary>Gives <paramref name="take"/> the records of a kind that are wanted, by partition and offset as texts.</summary>
    internal void ReadRecords(FactKind kind, Func<StoredRecord, bool> isWanted, Action<StoredRecord> take) =>
        Read(kind == FactKind.Late ? Collections.Late : Collections.DeadLetters, line =>
        {
            if (StoredRecord.Read(kind, line, record => IsBelowCut(record.Id) && isWanted(record)) is { } wanted) take(wanted);
        });

    /// <summary>Gives <paramref name="take"/> the document of each shopper.</summary>
    internal void ReadShoppers(Action<ReadOnlySpan<byte>> take) => Read(Collections.Users, take);

    /// <summary>Whether the epoch holds what the log has there.</summary>
    internal bool IsBelowCut(RecordId id) => id.Partition < Epoch.Positions.Count && id.Offset < Epoch.Positions[id.Partition];

    /// <inheritdoc/>
    public void Dispose()
    {
        _reading?.Dispose();
        _stored?.Dispose();
    }

    private void Read(string collection, Action<ReadOnlySpan<byte>> document)
    {
        if (_reading is not null)
        {
            _reading.Render(collection, document, _stop);
            return;
        }

        if (FolderClient.Read(_context, _data, collection, CheckGeneration, document, _stop)) return;
        throw new CliException(
            ExitCodes.InputOutput, "The engine that ran on the folder has stopped meanwhile.", $"{collection} could not be read", "Try again.");
    }

    private void TakeLedger(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        using JsonDocument ledger = JsonDocument.ParseValue(ref reader);
        Duplicates[ledger.RootElement.GetProperty("partition").GetInt32()] = ledger.RootElement.GetProperty("duplicates").GetInt64();
    }

    /// <summary>What is late depends on the settings: records of two generations are never brought together.</summary>
    private void CheckGeneration(DocumentsData now)
    {
        if (now.Epoch / EpochCut.GenerationStep == Epoch.Epoch / EpochCut.GenerationStep) return;
        throw new CliException(
            ExitCodes.InputOutput, "The state was rebuilt meanwhile.", $"epoch {Epoch.Epoch} was followed by epoch {now.Epoch}", "Try again.");
    }
}
