using Pipeline.Store.Files;
using Pipeline.Store.Folders;

namespace Pipeline.Store.Treatments;

/// <summary>
/// What was done with a folder's dead letters and late records, as the journal has it: of each the last treatment. In memory it takes
/// some hundred bytes for each record that was treated.
/// </summary>
public sealed class TreatmentState
{
    private readonly Dictionary<(int Partition, long Offset), Treatment> _last = [];

    internal TreatmentState()
    {
    }

    /// <summary>The identity of the log that the treatments are about; null when there is none yet.</summary>
    public Guid? Log { get; private set; }

    /// <summary>The last treatment of each record that was treated.</summary>
    public IReadOnlyCollection<Treatment> All => _last.Values;

    /// <summary>Reads it; whoever writes meanwhile is not disturbed, and a line that is not whole yet does not count.</summary>
    /// <param name="data">The data folder.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote it.</exception>
    /// <exception cref="IOException">The medium failed.</exception>
    public static TreatmentState Read(string data) => Read(DiskFiles.Instance, new DataFolderPaths(data).TreatmentJournal);

    /// <summary>The last treatment of a record; null when it was never treated, or as good as never.</summary>
    public Treatment? Of(int partition, long offset) =>
        _last.TryGetValue((partition, offset), out Treatment? last) && last.Kind != TreatmentKind.NotPutBack ? last : null;

    internal static TreatmentState Read(IFileLayer files, string path)
    {
        TreatmentState state = new();
        if (files.LengthOf(path) < 0) return state;
        ReadOnlySpan<byte> rest = WholeFile.Read(files, path);
        long broken = -1;
        for (long at = 0; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            bool isWhole = end >= 0 && TreatmentLine.IsWhole(line);
            if (!isWhole && broken < 0) broken = at;
            if (isWhole && broken < 0) state.Take(line, path);
            else if (isWhole) CheckTorn(broken, line, path);
            at += line.Length + 1;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return state;
    }

    internal void Begin(Guid log) => Log = log;

    internal void Take(Treatment treatment) => _last[(treatment.Partition, treatment.Offset)] = treatment;

    private void Take(ReadOnlySpan<byte> line, string path)
    {
        if (Log is null) Log = TreatmentLine.ReadHeader(line, path);
        else Take(TreatmentLine.Read(line, out _));
    }

    /// <summary>
    /// What is broken belongs to the last append, whose bytes a loss of power may have kept in any order; an append that began behind it
    /// shows that it was whole once.
    /// </summary>
    private static void CheckTorn(long broken, ReadOnlySpan<byte> line, string path)
    {
        _ = TreatmentLine.Read(line, out long append);
        if (append > broken) throw new InvalidDataException($"'{path}' is damaged at byte {broken}.");
    }
}
