using Pipeline.Core.Events;

namespace Pipeline.Import.Guessing;

/// <summary>The names that columns usually have, the more telling first, without signs and in small letters.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<EventField, string[]> Names = new()
    {
        [EventField.Timestamp] =
            ["timestamp", "eventtime", "time", "ts", "datetime", "eventtimestamp", "invoicedate", "orderdate", "orderedat", "createdat", "date", "datum", "zeit", "zeitpunkt", "uhrzeit", "bestelldatum"],
        [EventField.EventType] = ["eventtype", "event", "eventname", "behavior", "behaviour", "behaviortype", "behaviourtype", "action", "type", "ereignis", "aktion"],
        [EventField.UserId] =
            ["userid", "visitorid", "customerid", "customer", "user", "clientid", "uid", "memberid", "shopperid", "buyerid", "kunde", "kundennr", "kundennummer", "kundenid", "email", "sessionid", "usersession", "session"],
        [EventField.ProductId] =
            ["productid", "itemid", "sku", "stockcode", "articleid", "articleno", "asin", "aid", "item", "product", "article", "artikel", "artikelnr", "artikelnummer", "productcode"],
        [EventField.Quantity] = ["quantity", "qty", "units", "count", "menge", "anzahl", "stueck", "pieces"],
        [EventField.Price] = ["unitprice", "price", "einzelpreis", "preis", "stueckpreis", "itemprice"],
        [EventField.Currency] = ["currency", "currencycode", "waehrung", "währung"],
        [EventField.Country] = ["countryisocode", "countrycode", "country", "land"],
        [EventField.Category] = ["categorycode", "category", "categoryname", "kategorie", "categoryid", "department"],
        [EventField.ProductName] = ["productname", "description", "itemname", "title", "name", "bezeichnung", "artikelname"],
        [EventField.PageUrl] = ["pageurl", "url", "page", "pagepath", "path", "location", "seite"],
        [EventField.EventId] = ["eventid", "eventuuid", "uuid"],
        [EventField.Referrer] = ["referrer", "referer"],
        [EventField.UserAgent] = ["useragent"],
    };

    /// <summary>Names of an order, which stands in for a shopper who is not named.</summary>
    private static readonly string[] Orders = ["orderid", "invoiceno", "invoiceid", "orderno", "ordernumber", "transactionid", "bestellnr", "bestellnummer", "rechnungsnr"];

    /// <summary>Whether a path's last key is the name of something that an event has of its own.</summary>
    internal static bool IsKnown(string path) => Names.Where(n => n.Key is EventField.ProductId or EventField.Timestamp or EventField.EventType or EventField.Quantity)
        .Any(n => n.Value.Contains(Plain(Last(path))));

    /// <summary>The column that is most likely this field by its name; those named are passed over.</summary>
    internal static LookedColumn? Find(EventField field, IEnumerable<LookedColumn> columns) => Find(Names[field], columns);

    /// <summary>A column that names an order.</summary>
    internal static LookedColumn? FindOrder(IEnumerable<LookedColumn> columns) => Find(Orders, columns);

    private static LookedColumn? Find(string[] names, IEnumerable<LookedColumn> columns) =>
        columns.Select(column => (Column: column, Rank: Rank(names, column.Name))).Where(c => c.Rank >= 0).OrderBy(c => c.Rank).Select(c => c.Column).FirstOrDefault();

    private static int Rank(string[] names, string path)
    {
        int last = Array.IndexOf(names, Plain(Last(path)));
        return last >= 0 ? last : Array.IndexOf(names, Plain(path));
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
