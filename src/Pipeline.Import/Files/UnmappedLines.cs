using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Import.Fields;

namespace Pipeline.Import.Files;

/// <summary>Passes lines on that could not be mapped, and remembers why.</summary>
internal sealed class UnmappedLines
{
    private readonly Dictionary<(EventField, MapProblem), UnmappedReason> _reasons = [];
    private readonly RecordDecoder _decoder = new();
    private readonly RawBlock _trial = new();

    /// <summary>How many.</summary>
    internal long Count { get; private set; }

    /// <summary>Why, the most frequent first.</summary>
    internal IReadOnlyList<UnmappedReason> Reasons => [.. _reasons.Values.OrderByDescending(r => r.Count).ThenBy(r => r.Field, StringComparer.Ordinal).ThenBy(r => r.Problem)];

    /// <summary>
    /// Adds a line to a block, as it is. One that happens to be an event would be counted, with a type that nobody gave it: a byte-order mark in
    /// front makes it a dead letter too.
    /// </summary>
    internal void Pass(RawBlock block, ReadOnlySpan<byte> line)
    {
        Count++;
        int start = block.Length;
        if (IsEvent(line)) block.AppendText("\uFEFF"u8);
        block.AppendText(line);
        block.Add(start, block.Length - start, RecordSpan.NoTimestamp);
    }

    /// <summary>Remembers why a line could not be mapped.</summary>
    internal void Note(EventField field, MapProblem problem, ReadOnlySpan<byte> found, int file, long line)
    {
        bool isKnown = _reasons.TryGetValue((field, problem), out UnmappedReason? known);
        _reasons[(field, problem)] = isKnown
            ? known! with { Count = known.Count + 1 }
            : new UnmappedReason(FieldNames.Of(field), problem, 1, file, line, Encoding.UTF8.GetString(found));
    }

    private bool IsEvent(ReadOnlySpan<byte> line)
    {
        if (!line.TrimStart(" \t\r\n"u8).StartsWith("{"u8)) return false;
        _trial.Clear();
        _trial.Add(_trial.AppendText(line), line.Length, RecordSpan.NoTimestamp);
        EventRecord record = default;
        return _decoder.Decode(_trial, 0, ref record, out _) == RejectReason.None;
    }
}
