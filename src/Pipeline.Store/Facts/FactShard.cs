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

    /// <summary>Whether retention took a segment.</summary>
    public bool HasLost
    {
        get
        {
            lock (_gate) return _segments[0].Ordinal > 0;
        }
    }

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
            Roll([], 0);
            return;
        }

        foreach (long ordinal in ordinals) Link(ordinal);
        if (ordinals[0] > _segments[^1].Oldest) throw new FactsDamagedException($"The segment before '{PathOf(ordinals[0])}' is gone.");
        OpenNewest();
        RemoveOlder();
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
            Roll([], OldestToKeep());
            RemoveOlder();
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

        Roll(carried, _segments[0].Ordinal);
        _flushFailed = false;
    }

    /// <summary>Begins a segment, durably, with these frames in it, and says from which one on segments have to be there.</summary>
    private void Roll(ReadOnlySpan<byte> carried, long oldest)
    {
        long ordinal = _segments.Count == 0 ? 0 : _segments[^1].Ordinal + 1;
        var segment = new FactSegment(ordinal, _time.GetUtcNow(), _durable, oldest);
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

    /// <summary>Ordinal of the oldest segment that retention leaves once the newest is ended.</summary>
    private long OldestToKeep()
    {
        long kept = 0;
        for (int i = _segments.Count - 1; i >= 0; i--)
        {
            bool isNewest = i == _segments.Count - 1;
            kept += isNewest ? _durable : _segments[i + 1].PreviousLength;
            DateTimeOffset ended = isNewest ? _time.GetUtcNow() : _segments[i + 1].Created;
            bool isTooOld = _options.KeepFor is { } age && _time.GetUtcNow() - ended > age;
            if (isTooOld || kept > (_options.KeepBytes ?? long.MaxValue)) return _segments[i].Ordinal + 1;
        }

        return _segments[0].Ordinal;
    }

    private void RemoveOlder()
    {
        while (_segments[0].Ordinal < _segments[^1].Oldest)
        {
            // From the oldest on, and each durably, so that a crash in between leaves no gap.
            _files.Delete(PathOf(_segments[0].Ordinal));
            _files.FlushFolder(_folder);
            _segments.RemoveAt(0);
        }
    }
}
