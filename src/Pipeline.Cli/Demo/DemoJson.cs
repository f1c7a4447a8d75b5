using System.Globalization;
using System.Text.Json;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Demo;

/// <summary>One JSON object a second, a line each, for scripts.</summary>
internal sealed class DemoJson(CliContext context) : IDemoOutput
{
    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public void Run(Action<Action<DemoNumbers>> shop) => shop(n => JsonOutput.PrintLine(context, json => Write(json, n)));

    private static void Write(Utf8JsonWriter json, DemoNumbers n)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", n.Epoch);
        if (n.CompleteUpTo is { } upTo) json.WriteString("complete_up_to", upTo.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        else json.WriteNull("complete_up_to");
        json.WriteNumber("visitors_now", n.VisitorsNow);
        json.WriteNumber("sessions", n.Sessions);
        json.WriteNumber("converted_sessions", n.ConvertedSessions);
        json.WriteString("revenue", n.Revenue.ToString("0.0000", CultureInfo.InvariantCulture));
        json.WriteStartArray("funnel");
        foreach (long reached in n.Funnel) json.WriteNumberValue(reached);
        json.WriteEndArray();
        if (n.TimeToPurchaseMs is { } ms) json.WriteNumber("time_to_purchase_ms", ms);
        else json.WriteNull("time_to_purchase_ms");
        json.WriteStartObject("products");
        foreach ((string product, decimal revenue) in n.Products) json.WriteString(product, revenue.ToString("0.0000", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject("countries");
        foreach ((string country, long shoppers) in n.Countries) json.WriteNumber(country, shoppers);
        json.WriteEndObject();
        json.WriteNumber("corrected_after_the_fact", n.Corrected);
        json.WriteNumber("records", n.Records);
        json.WriteNumber("accepted", n.Accepted);
        json.WriteNumber("duplicates", n.Duplicates);
        json.WriteNumber("late", n.Late);
        json.WriteNumber("rejected", n.Rejected);
        json.WriteNumber("lag", n.Lag);
        json.WriteNumber("records_per_second", Math.Round(n.Rate));
        json.WriteEndObject();
    }
}
