using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>
/// Reads a registry's file. What is invalid at the end was never acknowledged, unless the mark says otherwise, and is cut; a copy
/// that is invalid beside a whole one is healed; anything else is damage.
/// </summary>
internal sealed class RegistryReplay
{
    private readonly string _path;
    private readonly HighMark _mark;

    private RegistryReplay(string path, HighMark mark) => (_path, _mark) = (path, mark);

    public RegistryImage Image { get; } = new();

    public RegistryHeader Header { get; private set; }

    /// <summary>Sequence number of the last record.</summary>
    public long LastSequence { get; private set; }

    public int Healed { get; private set; }

    public long CutBytes { get; private set; }

    public static RegistryReplay Read(ReadOnlySpan<byte> bytes, string path, HighMark mark)
    {
        var replay = new RegistryReplay(path, mark);
        if (RegistryHeader.Read(bytes, path, out bool oneIsDamaged) is not { } header)
            throw replay.Damaged("its header is not what was written");
        replay.Header = header;
        replay.LastSequence = header.FirstSequence - 1;
        if (oneIsDamaged) replay.Healed++;
        replay.ReadRecords(bytes);
        if (replay.LastSequence < mark.Sequence)
            throw replay.Damaged($"it ends at record {replay.LastSequence}, but record {mark.Sequence} was acknowledged");
        return replay;
    }

    /// <summary>The highest epoch number that any whole record of a damaged file tells; -1 when none does.</summary>
    public static long HighestNumberIn(ReadOnlySpan<byte> bytes, string path)
    {
        if (RegistryHeader.Read(bytes, path, out _) is not { } header) return -1;
        long highest = -1;
        for (int at = RegistryHeader.Bytes; at < bytes.Length; at++)
        {
            if (!RegistryFrame.TryRead(bytes[at..], header.FileId, out RegistryFrame frame)) continue;
            var lone = new RegistryImage();
            if (lone.Apply(frame.Kind, frame.Payload)) highest = Math.Max(highest, lone.NewestNumber);
        }

        return highest;
    }

    private void ReadRecords(ReadOnlySpan<byte> bytes)
    {
        int at = Math.Min(RegistryHeader.Bytes, bytes.Length);
        while (at < bytes.Length)
        {
            long expected = LastSequence + 1;
            if (!RegistryFrame.TryRead(bytes[at..], Header.FileId, out RegistryFrame frame))
            {
                int found = NextWhole(bytes, at + 1, out frame);
                if (found < 0)
                {
                    CutBytes = bytes.Length - at;
                    return;
                }

                // The second copy of the record whose first one is damaged, or else a record is missing.
                Healed++;
                Take(frame, expected);
                at = found + frame.Length;
                continue;
            }

            Take(frame, expected);
            at += frame.Length;
            at += SecondCopy(bytes[at..], frame);
        }
    }

    private void Take(RegistryFrame frame, long expected)
    {
        if (frame.Sequence != expected) throw Damaged($"record {expected} is not whole, record {frame.Sequence} behind it is");
        if (!Image.Apply(frame.Kind, frame.Payload)) throw Damaged($"record {expected} cannot follow the ones before it");
        LastSequence = expected;
    }

    /// <summary>Length of the second copy, which need not be whole: the first one was.</summary>
    private int SecondCopy(ReadOnlySpan<byte> rest, RegistryFrame first)
    {
        bool isWhole = RegistryFrame.TryRead(rest, Header.FileId, out RegistryFrame second)
            && second.Sequence == first.Sequence;
        if (!isWhole) Healed++;
        return Math.Min(first.Length, rest.Length);
    }

    private int NextWhole(ReadOnlySpan<byte> bytes, int from, out RegistryFrame frame)
    {
        for (int at = from; at < bytes.Length; at++)
        {
            if (RegistryFrame.TryRead(bytes[at..], Header.FileId, out frame)) return at;
        }

        frame = default;
        return -1;
    }

    private RegistryDamagedException Damaged(string what) =>
        new(_path, what, Math.Max(Image.NewestNumber, _mark.First));
}
