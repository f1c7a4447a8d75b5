using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>Writes an event as a record in the two usual shapes.</summary>
internal sealed class EventWriter
{
    private readonly RecordShape shape;
    private readonly Population population;
    private readonly byte[][] currencies;
    private readonly OddWriter odd;

    internal EventWriter(RecordShape shape, Population population, IReadOnlyList<string> currencies)
    {
        (this.shape, this.population) = (shape, population);
        this.currencies = [.. currencies.Select(Encoding.ASCII.GetBytes)];
        odd = new OddWriter(population, this.currencies);
    }

    internal void Write(Utf8Line line, in ShopEvent e)
    {
        if (e.Odd) odd.Write(line, e, e.HasId || shape == RecordShape.Full);
        else if (shape == RecordShape.Full) WriteFull(line, e);
        else WriteCompact(line, e);
    }

    private void WriteCompact(Utf8Line line, in ShopEvent e)
    {
        line.Text("{\"event_type\":\""u8).Text(Shop.NameOf(e.Type)).Text("\",\"user_id\":\""u8);
        population.WriteId(line, e.Shopper);
        if (e.Type == EventType.PageView) line.Text("\",\"page_url\":\""u8).Text(Shop.PageOf(e.Id));
        else line.Text("\",\"product_id\":\"product-"u8).Number(e.Product + 1L);
        line.Text("\",\"timestamp\":"u8).Number(e.Timestamp);
        WriteMoney(line, e, currencyAlways: false);
        if (e.HasId) line.Text(",\"event_id\":\"e-"u8).Hex(e.Id).Text("\""u8);
        line.Text("}"u8);
    }

    private void WriteFull(Utf8Line line, in ShopEvent e)
    {
        line.Text("{\"event_id\":\"e-"u8).Hex(e.Id).Text("\",\"event_type\":\""u8).Text(Shop.NameOf(e.Type));
        line.Text("\",\"user_id\":\""u8);
        population.WriteId(line, e.Shopper);
        line.Text("\",\"timestamp\":\""u8).Time(e.Timestamp).Text("Z\""u8);
        if (e.Type == EventType.PageView)
        {
            line.Text(",\"page_url\":\"https://shop.example"u8).Text(Shop.PageOf(e.Id));
            line.Text("\",\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:143.0)\""u8);
        }
        else
        {
            byte[] category = Shop.CategoryOf(e.Product);
            line.Text(",\"product_id\":\"product-"u8).Number(e.Product + 1L).Text("\",\"category\":\""u8).Text(category);
            line.Text("\",\"product_name\":\""u8).Text(category).Text(" no. "u8).Number(e.Product + 1L).Text("\""u8);
        }

        WriteMoney(line, e, currencyAlways: true);

        // Some events name no country, as real ones do.
        if (e.Id % 32 != 0) line.Text(",\"country\":\""u8).Text(Shop.CountryOf(e.Shopper)).Text("\""u8);
        line.Text(",\"referrer\":\""u8).Text(Shop.ReferrerOf(e.Id)).Text("\"}"u8);
    }

    private void WriteMoney(Utf8Line line, in ShopEvent e, bool currencyAlways)
    {
        if (e.Quantity == 0) return;
        line.Text(",\"quantity\":"u8).Number(e.Quantity);
        if (e.Type == EventType.AddToCart) return;
        line.Text(",\"price\":"u8).Cents(Shop.PriceInCents(e.Product));
        byte[] currency = currencies[Shop.CurrencyOf(e.Shopper, currencies.Length)];
        if (currencyAlways || !currency.AsSpan().SequenceEqual("USD"u8))
        {
            line.Text(",\"currency\":\""u8).Text(currency).Text("\""u8);
        }
    }
}
