using System.Text.Json;

namespace Pipeline.Cli.Verifying;

/// <summary>What a comparison found.</summary>
internal sealed class Verdicts
{
    private const int Shown = 20;

    internal List<string> Differences { get; } = [];

    internal long Count { get; private set; }

    internal long Documents { get; set; }

    internal bool IsEqual => Count == 0;

    internal void Add(string difference)
    {
        Count++;
        if (Differences.Count < Shown) Differences.Add(difference);
    }

    internal void Write(Utf8JsonWriter json, long epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch);
        json.WriteBoolean("equal", IsEqual);
        json.WriteNumber("documents", Documents);
        json.WriteNumber("differences", Count);
        json.WriteStartArray("first");
        foreach (string difference in Differences) json.WriteStringValue(difference);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
