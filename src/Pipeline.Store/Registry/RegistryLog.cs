using System.Globalization;
using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>The registry's file and its mark. Not thread-safe but for <see cref="IsUncertain"/>.</summary>
internal sealed class RegistryLog : IDisposable
{
    /// <summary>A file is written anew by itself when it is longer than this and four times what it need be.</summary>
    private const long TooLong = 1 << 20;

    /// <summary>After thinning: when it is longer than this and twice what it need be.</summary>
    private const long TooLongAfterThinning = 64 << 10;

    private readonly IFileLayer _files;
    private readonly string _path;
    private readonly HighMark _mark;
    private readonly ByteSink _record = new();
    private IStoreFile? _file;
    private RegistryHeader _header;
    private long _length;
    private long _lastSequence;
    private long _records; // in the file
    private volatile bool _uncertain;

    private RegistryLog(IFileLayer files, string path, HighMark mark) => (_files, _path, _mark) = (files, path, mark);

    public RegistryOpening Opening { get; private set; }

    /// <summary>Whether an append failed half-way, so that nobody knows whether a crash would bring it back.</summary>
    public bool IsUncertain => _uncertain;

    public static RegistryLog Open(IFileLayer files, string path, out RegistryImage image)
    {
        var log = new RegistryLog(files, path, HighMark.Open(files, MarkOf(path)));
        try
        {
            image = log.Start();
            return log;
        }
        catch
        {
            // Whatever went wrong, no handle may stay open; the error goes on.
            log.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts a damaged file aside for one that knows only which numbers were given out: what the caller says, and what the old
    /// file and its mark still prove.
    /// </summary>
    public static void SetAside(IFileLayer files, string path, long numbersGivenOut)
    {
        long highest = numbersGivenOut, sequence = 0, term = 0;
        if (files.LengthOf(MarkOf(path)) >= 0)
        {
            using var mark = HighMark.Open(files, MarkOf(path));
            if (mark.Sequence > 0) (highest, sequence, term) = (Math.Max(highest, mark.First), mark.Sequence, mark.Second);
        }

        if (files.LengthOf(path) >= 0)
        {
            byte[] old = WholeFile.Read(files, path);
            highest = Math.Max(highest, RegistryReplay.HighestNumberIn(old, path));

            // Copied, not renamed: at no step is the path without a file, so a crash in between leaves the damage to be found again.
            WholeFile.Replace(files, NextAside(files, path), old);
        }

        // The sequence goes on behind the mark's, so the mark stays true whichever of the two files a crash leaves.
        var bytes = new ByteSink();
        _ = RegistryImage.Blank(highest, term).WriteAll(bytes, new RegistryHeader(Random.Shared.NextInt64(), sequence + 1));
        WholeFile.Replace(files, path, bytes.Written);
    }

    /// <summary>Appends a record and makes it durable. Throws when the outcome is unknown.</summary>
    public void Append(RecordKind kind, ReadOnlySpan<byte> payload, RegistryImage image)
    {
        if (payload.Length > RegistryFrame.MaxPayload)
            throw new ArgumentException($"A record of the registry has at most {RegistryFrame.MaxPayload} bytes.", nameof(payload));
        Settle(image);
        if (_length > TooLong && _records > 4L * image.Records) Rewrite(image);
        _record.Clear();
        RegistryFrame.WriteTwice(_record, kind, _lastSequence + 1, payload, _header.FileId);
        _uncertain = true;
        _file!.Write(_length, _record.Written);
        _file.Flush();
        _uncertain = false;
        _length += _record.Length;
        _lastSequence++;
        _records++;
    }

    /// <summary>Notes how far everything is acknowledged.</summary>
    public void Mark(RegistryImage image) => _mark.Set(_lastSequence, image.NewestNumber, image.Term);

    /// <summary>
    /// After a failed append: writes the file anew without that record, so that it is absent for good. Only a new file does it,
    /// because after a failed flush no later one vouches for the bytes before it.
    /// </summary>
    public void Settle(RegistryImage image)
    {
        if (_uncertain) Rewrite(image);
    }

    public void ShrinkAfterThinning(RegistryImage image)
    {
        if (_length > TooLongAfterThinning && _records > 2L * image.Records) Rewrite(image);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _mark.Dispose();
    }

    /// <summary>The file that says how far everything is acknowledged.</summary>
    internal static string MarkOf(string path) => path + ".mark";

    private static string NextAside(IFileLayer files, string path)
    {
        for (int n = 1; ; n++)
        {
            string aside = path + ".damaged-" + n.ToString(CultureInfo.InvariantCulture);
            if (files.LengthOf(aside) < 0) return aside;
        }
    }

    private RegistryImage Start()
    {
        if (_files.LengthOf(_path) < 0)
        {
            if (_mark.Sequence > 0) throw new RegistryDamagedException(_path, "the file is gone", _mark.First);
            var blank = new RegistryImage();
            Rewrite(blank);
            return blank;
        }

        byte[] bytes = WholeFile.Read(_files, _path);
        RegistryReplay replay = RegistryReplay.Read(bytes, _path, _mark);
        Opening = new RegistryOpening(replay.Healed, replay.CutBytes);
        _header = replay.Header;
        _lastSequence = replay.LastSequence;
        _records = _lastSequence - _header.FirstSequence + 1;
        _length = bytes.Length;

        // A record that nobody acknowledged may be read here; from now on it counts, so it is made durable before it is shown.
        if (Opening != default)
        {
            Rewrite(replay.Image);
        }
        else
        {
            // The same for the name: a crash of the process may have come between a new file's rename and its folder's flush.
            _file = _files.Open(_path, FileUse.Write);
            _file.Flush();
            _files.FlushFolder(Path.GetDirectoryName(_path)!);
            Mark(replay.Image);
        }

        return replay.Image;
    }

    private void Rewrite(RegistryImage image)
    {
        _uncertain = true;
        _file?.Dispose();
        _file = null;
        var header = new RegistryHeader(Random.Shared.NextInt64(), _lastSequence + 1);
        var bytes = new ByteSink();
        int records = image.WriteAll(bytes, header);
        WholeFile.Replace(_files, _path, bytes.Written);
        _file = _files.Open(_path, FileUse.Write);
        (_header, _length, _records) = (header, bytes.Length, records);
        _lastSequence += records;
        _uncertain = false;
        Mark(image);
    }
}
