using System.Text;

namespace Pipeline.Cli.Verifying;

/// <summary>Two streams of a collection's lines, both sorted by the bytes of their ids, compared line by line.</summary>
internal sealed class SideBySide : IDisposable
{
    private readonly string _collection;
    private readonly Verdicts _verdicts;
    private readonly IEnumerator<byte[]> _expected;
    private readonly LineId _expectedId = new();
    private readonly LineId _id = new();
    private bool _more;

    /// <param name="collection">The collection.</param>
    /// <param name="expected">What the log gives.</param>
    /// <param name="verdicts">Told every difference.</param>
    internal SideBySide(string collection, IEnumerable<byte[]> expected, Verdicts verdicts)
    {
        (_collection, _expected, _verdicts) = (collection, expected.GetEnumerator(), verdicts);
        Next();
    }

    /// <summary>The next line of the state.</summary>
    internal void Take(ReadOnlySpan<byte> line)
    {
        _verdicts.Documents++;
        _id.Read(line);
        while (_more && _expectedId.Bytes.SequenceCompareTo(_id.Bytes) < 0) Lacks();
        if (!_more || !_expectedId.Bytes.SequenceEqual(_id.Bytes))
        {
            _verdicts.Add($"{_collection}: the state has, but the log does not give {Text(line)}");
            return;
        }

        if (!line.SequenceEqual(_expected.Current))
            _verdicts.Add($"{_collection}: the log gives {Text(_expected.Current)}\n  the state has {Text(line)}");
        Next();
    }

    /// <summary>The state has no more.</summary>
    internal void End()
    {
        while (_more) Lacks();
    }

    /// <inheritdoc/>
    public void Dispose() => _expected.Dispose();

    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line);

    private void Lacks()
    {
        if (_verdicts.IsTaken(_collection, _expectedId.Bytes)) _verdicts.Taken++;
        else _verdicts.Add($"{_collection}: the log gives, but the state lacks {Text(_expected.Current)}");
        Next();
    }

    private void Next()
    {
        _more = _expected.MoveNext();
        if (_more) _expectedId.Read(_expected.Current);
    }
}
