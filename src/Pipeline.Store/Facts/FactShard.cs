using Pipeline.Core.Facts;
using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>A shard's segments; the newest is appended to. Thread-safe.</summary>
internal sealed class FactShard : IDisposable
{
    /// <summary>Bytes gathered for one write; more only for a longer record.</summary>
    private const int BufferBytes = 256 << 10;

    private readonly Lock _gate = new();
    private readonly IFileLayer _files;
    private readonly string _folder;
    private readonly int _shard;
    private readonly FactStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly List<FactSegment> _segments = [];
    private readonly ByteSink _buffer = new();
    private HighMark _mark = null!; // set by Start, before anybody has the shard
    private IStoreFile _file = null!;
    private long _length; // of the newest segment, written
    private long _durable; // of it, flushed
    private bool _flushFailed;

    private FactShard(IFileLayer files, string folder, int shard, FactStoreOptions options, TimeProvider time) =>
        (_files, _folder, _shard, _options, _time) = (files, folder, shard, options, time);

    public static FactShard Open(IFileLayer files, string folder, int shard, FactStoreOptions options, TimeProvider time)
    {
        var opened = new FactShard(files, folder, shard, options, time);
        try
        {
            opened.Start();
            return opened;
        }
        catch
        {
            // Whatever went wrong, no handle may stay open; the error goes on.
            opened.Dispose();
            throw;
        }
    }

    public void Append(IReadOnlyList<Fact> facts)
    {
        lock (_gate)
        {
            Repair();
            _buffer.Clear();
            foreach (Fact fact in facts)
            {
                FactFrame.Write(_buffer, fact, _shard);
                if (_buffer.Length >= BufferBytes) WriteBuffer();
            }

            WriteBuffer();
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            Repair();
            FlushFile();
        }
    }

    /// <summary>What is durable: the segments, each with the bytes that count, opened, so that retention takes none away.</summary>
    public List<FactSource> OpenSources()
    {
        lock (_gate)
        {
            var sources = new List<FactSource>();
            for (int i = 0; i < _segments.Count; i++)
            {
                long end = i + 1 < _segments.Count ? _segments[i + 1].PreviousLength : _durable;
                string path = PathOf(_segments[i].Ordinal);
                IStoreFile file = _files.Open(path, FileUse.Read);
                sources.Add(new FactSource(file, path, new FactFrames(file, _shard, end)));
            }

            return sources;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _mark?.Dispose();
        }
    }

    private string PathOf(long ordinal) => Path.Combine(_folder, FactSegment.NameOf(ordinal));

    private void Start()
    {
        _files.CreateFolder(_folder);
        long[] ordinals = [.. _files.FileNames(_folder).Select(FactSegment.OrdinalOf).OfType<long>().Order()];
        bool hadMark = _files.LengthOf(Path.Combine(_folder, "mark")) >= 0;
        if (ordinals.Length > 0 && !hadMark) throw new FactsDamagedException($"The mark beside the facts in '{_folder}' is gone.");
        _mark = HighMark.Open(_files, Path.Combine(_folder, "mark"));
        if (ordinals.Length == 0)
        {
            if (_mark.Sequence > 0) throw new FactsDamagedException($"The facts in '{_folder}' are gone.");
            Roll([]);
            return;
        }

        foreach (long ordinal in ordinals) Link(ordinal);
        OpenNewest();
    }

    /// <summary>Checks that a segment follows the one before it, and that this one is as long as it was.</summary>
    private void Link(long ordinal)
    {
        string path = PathOf(ordinal);
        using IStoreFile file = _files.Open(path, FileUse.Read);
        FactSegment segment = FactSegment.ReadHeader(file, _shard, ordinal, path);
        if (_segments.Count > 0)
        {
            if (_segments[^1].Ordinal != ordinal - 1) throw new FactsDamagedException($"The segment before '{path}' is gone.");
            string before = PathOf(ordinal - 1);
            if (_files.LengthOf(before) < segment.PreviousLength)
                throw new FactsDamagedException($"'{before}' is shorter than the {segment.PreviousLength} bytes that it had.");
        }

        _segments.Add(segment);
    }

    private void OpenNewest()
    {
        string path = PathOf(_segments[^1].Ordinal);
        _file = _files.Open(path, FileUse.Write);
        long length = _file.Length;
        var frames = new FactFrames(_file, _shard, length);
        while (frames.Next(out _))
        {
        }

        long newest = _segments[^1].Ordinal;
        if (newest < _mark.First) throw new FactsDamagedException($"The segment behind '{path}' is gone.");
        if (newest == _mark.First && frames.Position < _mark.Second)
            throw new FactsDamagedException($"'{path}' was durable up to {_mark.Second}, but is whole only up to {frames.Position}.");
        if (!frames.IsAtEnd) _file.Cut(frames.Position); // a torn tail, which no flush vouched for
        _length = frames.Position;
        _files.FlushFolder(_folder);
        FlushFile();
    }

    private void WriteBuffer()
    {
        if (_buffer.Length == 0) return;
        if (_length >= _options.SegmentBytes)
        {
            FlushFile();
            Roll([]);
            ApplyRetention();
        }

        // When this fails the next write goes over what there is of it.
        _file.Write(_length, _buffer.Written);
        _length += _buffer.Length;
        _buffer.Clear();
    }

    private void FlushFile()
    {
        _flushFailed = true;
        _file.Flush();
        _flushFailed = false;
        _durable = _length;
        _mark.Set(_mark.Sequence + 1, _segments[^1].Ordinal, _durable);
    }

    /// <summary>
    /// After a failed flush no later one vouches for what was written before it, so that goes into a new segment, as far as the
    /// kernel still has it; else the facts have to come again from the log, with a new start.
    /// </summary>
    private void Repair()
    {
        if (!_flushFailed) return;
        byte[] carried = new byte[_length - _durable];
        if (_file.Read(_durable, carried) < carried.Length) throw new IOException($"Facts in '{_folder}' were lost by a failed flush.");
        for (int at = 0; at < carried.Length;)
        {
            int length = FactFrame.LengthOf(carried.AsSpan(at));
            if (length == 0 || length > carried.Length - at || !FactFrame.TryRead(carried.AsSpan(at, length), _shard, out _))
                throw new IOException($"Facts in '{_folder}' were lost by a failed flush.");
            at += length;
        }

        Roll(carried);
        _flushFailed = false;
    }

    /// <summary>Begins a segment, durably, with these frames in it.</summary>
    private void Roll(ReadOnlySpan<byte> carried)
    {
        long ordinal = _segments.Count == 0 ? 0 : _segments[^1].Ordinal + 1;
        var segment = new FactSegment(ordinal, _time.GetUtcNow(), _durable);
        var bytes = new ByteSink();
        segment.WriteHeader(bytes, _shard);
        bytes.Raw(carried);
        WholeFile.Replace(_files, PathOf(ordinal), bytes.Written);
        IStoreFile file = _files.Open(PathOf(ordinal), FileUse.Write);
        _file?.Dispose();
        _file = file;
        _segments.Add(segment);
        _length = _durable = bytes.Length;
        _mark.Set(_mark.Sequence + 1, ordinal, _durable);
    }

    private void ApplyRetention()
    {
        long kept = 0;
        int first = _segments.Count - 1;
        for (; first > 0; first--)
        {
            // The segment before `first` ended when `first` was begun.
            kept += _segments[first].PreviousLength;
            bool isTooMuch = kept > (_options.KeepBytes ?? long.MaxValue);
            bool isTooOld = _options.KeepFor is { } age && _time.GetUtcNow() - _segments[first].Created > age;
            if (isTooMuch || isTooOld) break;
        }

        // From the oldest on, so that a crash in between leaves no gap.
        for (int i = 0; i < first; i++)
        {
            _files.Delete(PathOf(_segments[i].Ordinal));
            _files.FlushFolder(_folder);
        }

        _segments.RemoveRange(0, first);
    }
}
