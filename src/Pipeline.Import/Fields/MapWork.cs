using Pipeline.Core.Events;
using Pipeline.Import.Rows;
using Pipeline.Import.Values;

namespace Pipeline.Import.Fields;

/// <summary>What the fields of a mapping work with: the line, where to write, how the file writes numbers and times. Not for several threads.</summary>
internal sealed class MapWork(Row row, NumberForm numbers, LocalTimes? times)
{
    private const int LongestFound = 60;

    private byte[] _joined = new byte[256], _changed = new byte[256];

    /// <summary>The line.</summary>
    internal Row Row => row;

    /// <summary>The writer.</summary>
    internal EventWriter Writer { get; } = new();

    /// <summary>Local times; null: they are UTC.</summary>
    internal LocalTimes? Times => times;

    /// <summary>What is wrong with the line.</summary>
    internal MapProblem Problem { get; private set; }

    /// <summary>The field that it is wrong with; <see cref="EventField.None"/> for the line as a whole.</summary>
    internal EventField Field { get; private set; }

    /// <summary>The beginning of what stands there.</summary>
    internal byte[] Found { get; private set; } = [];

    /// <summary>How numbers of this kind of text are written.</summary>
    internal NumberForm FormOf(SourceKind kind) => kind == SourceKind.Plain ? NumberForm.Usual : numbers;

    /// <summary>Notes what is wrong.</summary>
    internal FieldOutcome Fail(EventField field, MapProblem problem, ReadOnlySpan<byte> found)
    {
        (Problem, Field) = (problem, field);
        Found = found[..Math.Min(found.Length, LongestFound)].ToArray();
        return FieldOutcome.Faulty;
    }

    /// <summary>Room for a text that is put together.</summary>
    internal Span<byte> Joined(int length)
    {
        if (_joined.Length < length) Array.Resize(ref _joined, length * 2);
        return _joined;
    }

    /// <summary>Room for a text that is changed.</summary>
    internal Span<byte> Changed(int length)
    {
        if (_changed.Length < length) _changed = new byte[length * 2];
        return _changed;
    }
}
