using System.Globalization;

namespace Pipeline.Testing.Data;

/// <summary>UCI Online Retail as events (the data's README says how). The description is the product's name.</summary>
internal static class UciConverter
{
    private static readonly Dictionary<string, string?> Countries = new(StringComparer.Ordinal)
    {
        ["Australia"] = "AU", ["Austria"] = "AT", ["Bahrain"] = "BH", ["Belgium"] = "BE", ["Brazil"] = "BR", ["Canada"] = "CA",
        ["Channel Islands"] = null, ["Cyprus"] = "CY", ["Czech Republic"] = "CZ", ["Denmark"] = "DK", ["EIRE"] = "IE",
        ["European Community"] = null, ["Finland"] = "FI", ["France"] = "FR", ["Germany"] = "DE", ["Greece"] = "GR",
        ["Hong Kong"] = "HK", ["Iceland"] = "IS", ["Israel"] = "IL", ["Italy"] = "IT", ["Japan"] = "JP", ["Lebanon"] = "LB",
        ["Lithuania"] = "LT", ["Malta"] = "MT", ["Netherlands"] = "NL", ["Norway"] = "NO", ["Poland"] = "PL", ["Portugal"] = "PT",
        ["RSA"] = "ZA", ["Saudi Arabia"] = "SA", ["Singapore"] = "SG", ["Spain"] = "ES", ["Sweden"] = "SE", ["Switzerland"] = "CH",
        ["USA"] = "US", ["United Arab Emirates"] = "AE", ["United Kingdom"] = "GB", ["Unspecified"] = null,
    };

    /// <summary>Converts the whole file.</summary>
    public static void Convert(TextReader input, Stream output)
    {
        foreach (List<string> row in CsvReader.Rows(input).Skip(1))
        {
            (string invoice, string product, string name) = (row[0], row[1], row[2]);
            int quantity = int.Parse(row[3], CultureInfo.InvariantCulture);
            (string time, string price, string customer) = (row[4], row[5], row[6]);
            string? country = Countries[row[7]];
            EventLine.Write(output, writer =>
            {
                writer.WriteString("event_type", quantity > 0 ? "purchase" : "refund");
                writer.WritePropertyName("user_id");
                if (customer.Length == 0) writer.WriteStringValue("guest-" + invoice);
                else writer.WriteNumberValue((long)decimal.Parse(customer, CultureInfo.InvariantCulture));
                writer.WriteString("timestamp", time);
                writer.WriteString("product_id", product);
                writer.WriteNumber("quantity", Math.Abs(quantity));
                writer.WritePropertyName("price");
                writer.WriteRawValue(price);
                writer.WriteString("currency", "GBP");
                if (country is not null) writer.WriteString("country", country);
                if (name.Length > 0) writer.WriteString("product_name", name);
            });
        }
    }
}
