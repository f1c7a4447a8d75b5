using System.Globalization;
using Pipeline.Core.Events;

namespace Pipeline.Testing.Streams;

/// <summary>Makes well-formed events of every type in every form.</summary>
internal sealed class DraftMaker(Random random, StreamShape shape)
{
    /// <summary>The names of the types.</summary>
    public static readonly string[] TypeNames = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    private static readonly string[] Garbage = ["null", "true", "-1.5e400", "\"\"", "[1,[2,{}]]", "{\"user_id\":\"not me\"}", "\"\\ud83d\\ude00\""];

    /// <summary>An event of a shopper at a time.</summary>
    public JsonDraft Make(string user, long timestamp, string? eventId)
    {
        var draft = new JsonDraft(shape.LineEnds);
        var type = (EventType)random.Next(5);
        draft.Set("event_type", $"\"{TypeNames[(int)type]}\"");
        draft.Set("user_id", Id(user));
        draft.Set("timestamp", TimeForms.Any(random, timestamp));
        AddTypeFields(draft, type);
        AddOptionalFields(draft, eventId);
        AddWhatIsNotLookedAt(draft, type);
        if (CanInfer(draft, type) && random.Chance(0.5))
        {
            draft.Remove("event_type");
            if (random.Chance(0.3)) draft.Set("event_type", "null");
        }

        return draft;
    }

    /// <summary>An id as a string, or as a number where it is one.</summary>
    public string Id(string id)
    {
        bool isInteger = id == "-0" || (id.All(char.IsAsciiDigit) && id[0] != '0');
        return isInteger && random.Chance(0.5) ? id : JsonDraft.Text(random, id);
    }

    private void AddTypeFields(JsonDraft draft, EventType type)
    {
        if (type == EventType.PageView)
        {
            draft.Set("page_url", JsonDraft.Text(random, random.Pick(Vocabulary.Pages)));
            return;
        }

        draft.Set("product_id", Id(Vocabulary.Products[random.Next(shape.Products)]));
        if (type == EventType.ProductView) return;
        int quantity = random.Chance(0.02) ? 1_000_000 : random.Next(1, 6);
        draft.Set("quantity", quantity.ToString(CultureInfo.InvariantCulture));
        if (type == EventType.AddToCart) return;

        // A million units may cost 1e8 each, which is exactly the largest amount.
        string[] prices = quantity > 5
            ? ["100000000", "1e8", "\"0\""]
            : ["0", "-0.0", "0e999", "1.5", "\"1.50000\"", "\"1.5e1\"", "0.0001", "1E-4", "999.9999", "12.34", "1e9", "1000000000.0000", "10.10e-1"];
        draft.Set("price", random.Pick(prices));
    }

    private void AddOptionalFields(JsonDraft draft, string? eventId)
    {
        void Maybe(double chance, string name, string[] values)
        {
            if (random.Chance(chance)) draft.Set(name, random.Chance(0.05) ? "null" : JsonDraft.Text(random, random.Pick(values)));
        }

        Maybe(0.6, "currency", Vocabulary.Currencies);
        Maybe(0.6, "country", Vocabulary.Countries);
        Maybe(0.4, "category", Vocabulary.Categories);
        Maybe(0.4, "product_name", Vocabulary.Names);
        Maybe(0.3, "referrer", Vocabulary.Referrers);
        Maybe(0.2, "user_agent", ["Mozilla/5.0", ""]);
        if (eventId is not null) draft.Set("event_id", Id(eventId));
    }

    private void AddWhatIsNotLookedAt(JsonDraft draft, EventType type)
    {
        if (random.Chance(0.2)) draft.Set("extra", random.Pick(Garbage));
        if (!random.Chance(0.1)) return;
        if (type != EventType.PageView) draft.Set("page_url", random.Pick(Garbage));
        if (type is EventType.PageView) draft.Set("product_id", random.Pick(Garbage));
        if (type is EventType.PageView or EventType.ProductView) draft.Set("quantity", random.Pick(Garbage));
        if (type is not (EventType.Purchase or EventType.Refund)) draft.Set("price", random.Pick(Garbage));
    }

    /// <summary>Whether the fields alone name the type; a field that garbage was put into might name another.</summary>
    private static bool CanInfer(JsonDraft draft, EventType type)
    {
        bool hasPage = draft.Has("page_url"), hasQuantity = draft.Has("quantity"), hasPrice = draft.Has("price");
        return type switch
        {
            EventType.PageView => hasPage,
            EventType.ProductView => !hasPage && !hasQuantity,
            EventType.AddToCart => !hasPage && !hasPrice,
            EventType.Purchase => !hasPage,
            _ => false,
        };
    }
}
