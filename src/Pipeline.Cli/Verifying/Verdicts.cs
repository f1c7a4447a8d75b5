using System.Buffers.Text;
using System.Text.Json;

namespace Pipeline.Cli.Verifying;

/// <summary>What a comparison found.</summary>
internal sealed class Verdicts
{
    private const int Shown = 20;

    internal List<string> Differences { get; } = [];

    internal long Count { get; private set; }

    internal long Documents { get; set; }

    /// <summary>By partition, the offset from which on dead letters and late records are proved: retention took older ones.</summary>
    internal IReadOnlyList<long> FactsFrom { get; init; } = [];

    /// <summary>Dead letters and late records that retention took; the ledger still counts them.</summary>
    internal long Taken { get; set; }

    internal bool IsEqual => Count == 0;

    /// <summary>What people are told of what is not proved; null when everything is.</summary>
    internal string? NotProved
    {
        get
        {
            var from = FactsFrom.Select((offset, partition) => (partition, offset)).Where(f => f.offset > 0).ToArray();
            return from.Length == 0
                ? null
                : $"Retention took {Taken:N0} dead letters and late records, which are only counted; these two are proved from "
                    + string.Join(", ", from.Select(f => $"offset {f.offset} of partition {f.partition}")) + " on.";
        }
    }

    internal void Add(string difference)
    {
        Count++;
        if (Differences.Count < Shown) Differences.Add(difference);
    }

    /// <summary>Whether retention may have taken a document; its id is <c>partition|offset</c>.</summary>
    internal bool IsTaken(string collection, ReadOnlySpan<byte> id) =>
        collection is "dead-letters" or "late"
        && Utf8Parser.TryParse(id, out int partition, out int length)
        && Utf8Parser.TryParse(id[(length + 1)..], out long offset, out _)
        && partition < FactsFrom.Count
        && offset < FactsFrom[partition];

    internal void Write(Utf8JsonWriter json, long epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch);
        json.WriteBoolean("equal", IsEqual);
        json.WriteNumber("documents", Documents);
        json.WriteNumber("facts_taken_by_retention", Taken);
        json.WriteStartArray("facts_proved_from");
        foreach (long offset in FactsFrom) json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteNumber("differences", Count);
        json.WriteStartArray("first");
        foreach (string difference in Differences) json.WriteStringValue(difference);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
