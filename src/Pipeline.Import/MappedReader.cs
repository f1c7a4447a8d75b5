using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Import.Fields;
using Pipeline.Import.Files;
using Pipeline.Import.Rows;

namespace Pipeline.Import;

/// <summary>
/// Reads files, one behind the other, as events by a mapping. A line that cannot be mapped is a record as it is, which is no event; of one that gives
/// several events, either all are made or none. The same files and mapping give the same records. Not for several threads.
/// </summary>
public sealed class MappedReader : IDisposable
{
    /// <summary>So many of the lines that were cut are named.</summary>
    public const int NamedCutLines = 10;

    private readonly Mapping _mapping;
    private readonly IReadOnlyList<Func<Stream>> _files;
    private readonly int _longest;
    private readonly Row _row;
    private readonly MapWork _work;
    private readonly UnmappedLines _unmapped = new();
    private readonly List<(int File, long Offset)> _cut = [];
    private readonly List<int> _passedOn = [];
    private RecordCutter? _cutter;
    private int _next;
    private long _bytesBefore;
    private bool _needsColumns;
    private long _lines, _events, _without;

    /// <summary>Reads these files in this order; each is opened when its turn comes, and each has its own header line.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="files">The files.</param>
    /// <param name="longestLine">Bytes, at least 1, that are taken of a line.</param>
    public MappedReader(Mapping mapping, IReadOnlyList<Func<Stream>> files, int longestLine)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        (_mapping, _files, _longest) = (mapping, files, longestLine);
        _row = mapping.NewRow();
        _work = new MapWork(_row, mapping.Numbers, mapping.NewTimes());
    }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead => _bytesBefore + (_cutter?.BytesRead ?? 0);

    /// <summary>How many lines were longer than is taken of one.</summary>
    public long CutLines { get; private set; }

    /// <summary>The first of them, at most <see cref="NamedCutLines"/>: the file, from 0, and the byte that they begin at.</summary>
    public IReadOnlyList<(int File, long Offset)> FirstCutLines => _cut;

    /// <summary>What became of the lines so far.</summary>
    public MappedCounts Counts => new(_lines, _events, _without, _unmapped.Count, _work.Times?.Ambiguous ?? 0, _unmapped.Reasons);

    /// <summary>Which of the records of the block that was read last are lines as they are, by their place in it.</summary>
    public IReadOnlyList<int> PassedOn => _passedOn;

    /// <summary>Fills the block with the records of the next lines; false when all is read.</summary>
    /// <exception cref="UnfitFileException">A file is not one that the mapping is for.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public bool TryRead(RawBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        block.Clear();
        _passedOn.Clear();
        while (block.Count == 0)
        {
            if (_cutter is null && !TryOpen()) return false;
            _cutter!.Fill();
            while (_cutter.TryNext(out CutRecord record)) Take(block, record);
            if (_cutter.IsAtEnd) Close();
        }

        return true;
    }

    /// <summary>Looks at the beginning of a file: whether the mapping is for it. Reads no more than its header line.</summary>
    /// <exception cref="UnfitFileException">It is not.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static void Check(Mapping mapping, Func<Stream> open, int file)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(open);
        using RecordCutter cutter = new(open(), mapping.IsCsv ? mapping.Delimiter : null, RecordCutter.LongestQuoted);
        CutRecord record = default;
        do cutter.Fill();
        while (!cutter.TryNext(out record) && !cutter.IsAtEnd);
        RefuseUtf16(cutter.Buffer.AsSpan(0, record.Length), file);
        if (mapping.HasHeader && record.Length > 0) new ColumnFinder(mapping, file).Use((CsvRow)mapping.NewRow(), cutter.Buffer, record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cutter?.Dispose();
        (_row as IDisposable)?.Dispose();
    }

    private static void RefuseUtf16(ReadOnlySpan<byte> beginning, int file)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || beginning.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new UnfitFileException(file, ["it is UTF-16; make it UTF-8 first, as with: iconv -f UTF-16 -t UTF-8"]);
    }

    private bool TryOpen()
    {
        if (_next == _files.Count) return false;
        _cutter = new RecordCutter(_files[_next++](), _mapping.IsCsv ? _mapping.Delimiter : null, _longest);
        _needsColumns = _mapping.IsCsv;
        return true;
    }

    private void Close()
    {
        _bytesBefore += _cutter!.BytesRead;
        _cutter.Dispose();
        _cutter = null;
    }

    private void Take(RawBlock block, CutRecord record)
    {
        int file = _next - 1;
        if (record.Line == 1) RefuseUtf16(_cutter!.Buffer.AsSpan(record.Start, record.Length), file);
        if (_needsColumns)
        {
            _needsColumns = false;
            new ColumnFinder(_mapping, file).Use((CsvRow)_row, _cutter!.Buffer, record);
            if (_mapping.HasHeader) return;
        }

        if (record.IsCut && CutLines++ < NamedCutLines) _cut.Add((file, _cutter!.OffsetOf(record)));
        _lines++;
        (int length, int count) = (block.Length, block.Count);
        if (TryMap(block, record))
        {
            _events += block.Count - count;
            if (block.Count == count) _without++;
            return;
        }

        (block.Length, block.Count) = (length, count);
        _unmapped.Note(_work.Field, _work.Problem, _work.Found, file, record.Line);
        _passedOn.Add(count);
        _unmapped.Pass(block, _cutter!.Buffer.AsSpan(record.Start, record.Length));
    }

    private bool TryMap(RawBlock block, CutRecord record)
    {
        if (!_row.TryLoad(_cutter!.Buffer, record.Start, record.Length))
        {
            _work.Fail(EventField.None, _row.Problem, _cutter.Buffer.AsSpan(record.Start, record.Length));
            return false;
        }

        int elements = _row.Elements;
        for (int element = 0; element < elements; element++)
        {
            _row.MoveTo(element);
            foreach (EventTemplate template in _mapping.Events)
            {
                if (template.Write(_work, block) == FieldOutcome.Faulty) return false;
            }
        }

        return true;
    }
}
