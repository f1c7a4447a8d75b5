using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Sinks;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Writes the raw bytes of dead letters or late records, a line each, and beside them what each is.</summary>
internal sealed class RawExport(CliContext context, string data, RecordSelection selection)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Ending of a file that is being written.</summary>
    private const string Unfinished = ".new";

    /// <summary>Records written.</summary>
    internal long Records { get; private set; }

    /// <summary>Those that hold a line's end themselves, and so are several lines.</summary>
    internal long Broken { get; private set; }

    /// <summary>Of which epoch they are.</summary>
    internal string Origin { get; private set; } = "";

    /// <summary>Writes them to standard output.</summary>
    internal void ToStandardOutput(CancellationToken stop)
    {
        using StreamSink sink = new(context.OpenStandardOutput());
        Write(sink, null, stop);
    }

    /// <summary>Writes them to a file and what they are to another; both take the places of older ones when they are whole.</summary>
    internal void ToFiles(string output, string index, CancellationToken stop)
    {
        using (StreamSink sink = new(Create(output)))
        using (FileStream beside = Create(index)) Write(sink, beside, stop);
        foreach (string path in (string[])[index, output]) File.Move(path + Unfinished, path, overwrite: true);
    }

    private static FileStream Create(string path) => new(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);

    private void Write(StreamSink sink, FileStream? index, CancellationToken stop)
    {
        using EpochDocuments epoch = EpochDocuments.Open(context, data, stop);
        NamedRecords.Require(epoch, selection);
        Origin = epoch.Origin;
        TreatmentState treated = TreatedFolder.Read(data);
        epoch.ReadRecords(
            selection.Kind,
            record => selection.Holds(record) && (selection.IsNamed || treated.Of(record.Id.Partition, record.Id.Offset) is null),
            record =>
            {
                sink.Write(record.Bytes);
                if (index is not null) WriteIndex(index, record, treated.Of(record.Id.Partition, record.Id.Offset));
                Records++;
                if (record.Bytes.AsSpan().Contains((byte)'\n')) Broken++;
            });
    }

    private static void WriteIndex(FileStream index, StoredRecord record, Treatment? treated)
    {
        using (Utf8JsonWriter json = new(index))
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id.DocumentId);
            json.WriteString("reason", record.Kind == Core.Facts.FactKind.Late ? "late" : CodeNames.Of(record.Reason));
            json.WriteString("field", CodeNames.Of(record.Field));
            json.WriteString("state", StateNames.Of(treated));
            json.WriteNumber("bytes", record.Bytes.Length);
            json.WriteEndObject();
        }

        index.WriteByte((byte)'\n');
    }
}
