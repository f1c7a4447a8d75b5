using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Engine.Feeds;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary>What a mapping makes of a file's beginning: the first events, and what is rejected.</summary>
/// <param name="First">The first events, at most five.</param>
/// <param name="Counts">What became of the lines.</param>
/// <param name="Rejected">Events that break a rule of <c>docs/semantics.md</c> §1, the most frequent reason first.</param>
internal sealed record MapTrial(IReadOnlyList<string> First, MappedCounts Counts, IReadOnlyList<MapRejected> Rejected)
{
    private const int Shown = 5;

    /// <summary>Tries.</summary>
    /// <exception cref="UnfitFileException">The mapping is not for the file.</exception>
    internal static MapTrial Of(Mapping mapping, byte[] beginning)
    {
        using MappedReader reader = new(mapping, [() => new MemoryStream(beginning)], LineReader.LongestLine);
        RawBlock block = new();
        RecordDecoder decoder = new();
        List<string> first = [];
        Dictionary<(EventField, RejectReason), MapRejected> rejected = [];
        while (reader.TryRead(block))
        {
            int count = block.Count;
            for (int i = 0; i < count; i++)
            {
                RecordSpan span = block.Records[i];
                string Text() => Encoding.UTF8.GetString(block.Buffer, span.Start, span.Length);
                if (reader.PassedOn.Contains(i)) continue;
                if (first.Count < Shown) first.Add(Text());
                EventRecord record = default;
                RejectReason reason = decoder.Decode(block, i, ref record, out EventField field);
                if (reason == RejectReason.None) continue;
                rejected[(field, reason)] = rejected.TryGetValue((field, reason), out MapRejected? known)
                    ? known with { Count = known.Count + 1 }
                    : new MapRejected(reason, field, 1, Text());
            }
        }

        return new MapTrial(first, reader.Counts, [.. rejected.Values.OrderByDescending(r => r.Count).ThenBy(r => r.Reason).ThenBy(r => r.Field)]);
    }
}
