using System.Text.Json.Nodes;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Testing.Streams;

/// <summary>Funnels as a settings file has them (<c>docs/semantics.md</c> §4).</summary>
public static class FunnelJson
{
    private static readonly string[] FieldNames = ["category", "country", "currency", "page", "product_id", "product_name", "referrer"];

    /// <summary>The value of the key <c>funnels</c>.</summary>
    public static JsonArray Of(IEnumerable<FunnelDefinition> funnels) => [.. funnels.Select(Of)];

    private static JsonObject Of(FunnelDefinition funnel)
    {
        var json = new JsonObject
        {
            ["name"] = funnel.Name,
            ["steps"] = new JsonArray([.. funnel.Steps.Select(Match)]),
            ["window"] = $"{funnel.WindowMilliseconds / 1000}s",
            ["order"] = funnel.Order switch
            {
                FunnelOrder.Sequential => "sequential",
                FunnelOrder.Strict => "strict",
                _ => "any",
            },
            ["hold"] = new JsonArray([.. funnel.Hold.Select(field => (JsonNode)FieldNames[(int)field])]),
        };
        var exclude = new JsonArray();
        foreach (FunnelExclusion exclusion in funnel.Exclude)
        {
            JsonObject match = Match(exclusion.Match);
            match["between"] = new JsonArray(exclusion.From, exclusion.To);
            exclude.Add((JsonNode)match);
        }

        json["exclude"] = exclude;
        return json;
    }

    private static JsonObject Match(EventMatch match)
    {
        var where = new JsonObject();
        foreach ((FunnelField field, string value) in match.Where) where[FieldNames[(int)field]] = value;
        return new JsonObject { ["event"] = DraftMaker.TypeNames[(int)match.Event], ["where"] = where };
    }
}
