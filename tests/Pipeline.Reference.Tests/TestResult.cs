using System.Text.Json;

namespace Pipeline.Reference.Tests;

/// <summary>The documents of a run, by collection and id.</summary>
internal sealed class TestResult
{
    private readonly Dictionary<string, List<string>> lines;

    public TestResult(ReferenceResult result) =>
        lines = result.Collections.Keys.ToDictionary(name => name, name => result.Texts(name).ToList());

    public List<string> Lines(string collection) => lines[collection];

    public List<string> Ids(string collection) => [.. Documents(collection).Select(document => Text(document, "_id"))];

    public IEnumerable<JsonElement> Documents(string collection) =>
        lines[collection].Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>A field of the document as compact JSON.</summary>
    public string Field(string collection, string id, string field) =>
        Documents(collection).Single(document => Text(document, "_id") == id).GetProperty(field).GetRawText();

    /// <summary>Fields of the document, each as compact JSON, between spaces.</summary>
    public string Fields(string collection, string id, params string[] fields) =>
        string.Join(' ', fields.Select(field => Field(collection, id, field)));

    /// <summary>accepted, duplicates, late, rejected of a partition.</summary>
    public string Ledger(int partition = 0) => Fields("ledger", $"{partition}", "accepted", "duplicates", "late", "rejected");

    /// <summary>reached, converted, excluded, unfinished of a funnel on the first day, over all segments.</summary>
    public string Funnel(string name, string segment = "all") =>
        Fields("funnel-days", $"{name}|2026-01-05|{segment}", "reached", "converted", "excluded", "unfinished");

    private static string Text(JsonElement document, string field) => document.GetProperty(field).GetString()!;
}
