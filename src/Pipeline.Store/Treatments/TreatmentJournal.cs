using System.Buffers;
using Pipeline.Store.Files;
using Pipeline.Store.Folders;

namespace Pipeline.Store.Treatments;

/// <summary>
/// The journal of what was done with a folder's dead letters and late records, which themselves are never changed: an append file, each
/// append durable when it returns. One process at a time writes it; anybody may read (<see cref="TreatmentState.Read(string)"/>). Opening
/// writes it anew, with the last treatment of each record: so what a crash left half-written goes, and what a failed flush may have lost
/// from the disk but not from memory is written once more. It is not thread-safe.
/// </summary>
public sealed class TreatmentJournal : IDisposable
{
    private readonly string _folder;
    private readonly FileStream? _lock;
    private readonly IStoreFile _file;
    private long _length;
    private bool _isUncertain;

    private TreatmentJournal(IFileLayer files, string path, Guid log, FileStream? taken)
    {
        (_folder, _lock) = (Path.GetDirectoryName(path)!, taken);
        State = TreatmentState.Read(files, path);
        if (State.Log is { } known && known != log) throw new InvalidDataException($"'{path}' is about another log: {known}, not {log}.");
        byte[] image = Image(log);
        WholeFile.Replace(files, path, image);
        State.Begin(log);
        _length = image.Length;
        _file = files.Open(path, FileUse.Write);
    }

    /// <summary>What was done so far.</summary>
    public TreatmentState State { get; }

    /// <summary>Opens the journal for writing, and makes it where it is not there.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="log">The identity of its log.</param>
    /// <exception cref="FolderInUseException">Another process writes it.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or about another log.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote it.</exception>
    /// <exception cref="IOException">The medium failed.</exception>
    public static TreatmentJournal Open(string data, Guid log)
    {
        DataFolderPaths paths = new(data);
        DiskFiles files = DiskFiles.Instance;
        files.CreateFolder(paths.Treatments);
        FileStream taken = DataFolder.Hold(Path.Combine(paths.Treatments, "lock"), () => new FolderInUseException(paths.Treatments, null));
        try
        {
            return new TreatmentJournal(files, paths.TreatmentJournal, log, taken);
        }
        catch
        {
            // Who does not open it does not keep it locked.
            taken.Dispose();
            throw;
        }
    }

    /// <summary>For tests: on another file layer, which nobody else uses.</summary>
    internal static TreatmentJournal Open(IFileLayer files, string path, Guid log) => new(files, path, log, null);

    /// <summary>Appends treatments; they are durable when this returns. After a failure a beginning of them may be, and nothing more is taken.</summary>
    /// <exception cref="IOException">The medium failed, now or before.</exception>
    public void Append(IReadOnlyList<Treatment> treatments)
    {
        if (_isUncertain) throw new IOException($"The journal in '{_folder}' failed before; open it again.");
        if (treatments.Count == 0) return;
        ArrayBufferWriter<byte> bytes = new();
        foreach (Treatment treatment in treatments) TreatmentLine.Write(bytes, treatment, _length);
        _isUncertain = true;
        _file.Write(_length, bytes.WrittenSpan);
        _file.Flush();
        _isUncertain = false;
        _length += bytes.WrittenCount;
        foreach (Treatment treatment in treatments) State.Take(treatment);
    }

    /// <summary>Closes it and lets it go.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _lock?.Dispose();
    }

    private byte[] Image(Guid log)
    {
        ArrayBufferWriter<byte> bytes = new();
        TreatmentLine.WriteHeader(bytes, log);

        // Each line as an append of its own: none of them is ever taken for torn.
        foreach (Treatment treatment in State.All) TreatmentLine.Write(bytes, treatment, bytes.WrittenCount);
        return bytes.WrittenSpan.ToArray();
    }
}
