using Pipeline.Core.Decoding;

namespace Pipeline.Engine.Feeds;

/// <summary>
/// Files as the partitions of a log: a record goes to the partition that the hash of its <c>user_id</c> names, so that a shopper's records
/// keep their order.
/// </summary>
public sealed class FileFeed : IBlockFeed, IDisposable
{
    private const int RecordsPerBlock = 4096;
    private const int BytesPerBlock = 1 << 20;

    private readonly ILineSource _lines;
    private readonly long[] _offsets;
    private readonly RawBlock[] _open;
    private readonly bool[] _isFull;
    private readonly RawBlock _read = new();
    private readonly Queue<int> _full = new();

    /// <summary>Reads files into a number of partitions, at least 1.</summary>
    public FileFeed(ILineSource lines, int partitions)
    {
        _lines = lines;
        _offsets = new long[partitions];
        _isFull = new bool[partitions];
        _open = [.. Enumerable.Range(0, partitions).Select(p => new RawBlock { Partition = p })];
    }

    /// <inheritdoc/>
    public bool IsDone { get; private set; }

    /// <inheritdoc/>
    public bool TryRead(RawBlock block)
    {
        if (IsDone) return false;
        bool any = _offsets.Length == 1 ? TryReadSingle(block) : TryReadRouted(block);
        IsDone = !any;
        return any;
    }

    /// <inheritdoc/>
    public void Decoded(int partition, long newestTimestamp)
    {
        // Files are read in their own order: there is nothing to keep in step.
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private bool TryReadSingle(RawBlock block)
    {
        if (!_lines.TryRead(block)) return false;
        Take(block, 0);
        return true;
    }

    private void Take(RawBlock block, int partition)
    {
        block.Partition = partition;
        block.From = _offsets[partition];
        _offsets[partition] += block.Count;
    }

    private bool TryReadRouted(RawBlock block)
    {
        while (_full.Count == 0 && _lines.TryRead(_read)) Route();
        if (_full.Count == 0)
        {
            int rest = Array.FindIndex(_open, b => b.Count > 0);
            if (rest < 0) return false;
            MarkFull(rest);
        }

        RawBlock full = _open[_full.Dequeue()];
        (full.Buffer, block.Buffer) = (block.Buffer, full.Buffer);
        (full.Records, block.Records) = (block.Records, full.Records);
        (block.Length, block.Count) = (full.Length, full.Count);
        Take(block, full.Partition);
        full.Clear();
        _isFull[full.Partition] = false;
        return true;
    }

    private void Route()
    {
        for (int i = 0; i < _read.Count; i++)
        {
            RecordSpan span = _read.Records[i];
            ReadOnlySpan<byte> record = _read.Buffer.AsSpan(span.Start, span.Length);
            RawBlock open = _open[RecordDecoder.PartitionOf(record, _open.Length)];
            open.Add(open.AppendText(record), span.Length, RecordSpan.NoTimestamp);
            if (open.Count >= RecordsPerBlock || open.Length >= BytesPerBlock) MarkFull(open.Partition);
        }
    }

    /// <summary>It goes out next; what else was read at the same time is still added, so that it is longer by one read at most.</summary>
    private void MarkFull(int partition)
    {
        if (_isFull[partition]) return;
        _isFull[partition] = true;
        _full.Enqueue(partition);
    }
}
