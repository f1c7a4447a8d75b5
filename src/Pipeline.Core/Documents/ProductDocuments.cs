using Pipeline.Core.Products;

namespace Pipeline.Core.Documents;

/// <summary>The documents of products.</summary>
internal sealed unsafe class ProductDocuments(EpochView view)
{
    private readonly LineWriter _line = new();

    public void Render(Action<ReadOnlySpan<byte>> write) => new ProductSums(view).ForEach((id, sums) =>
    {
        WriteLine(id, sums);
        write(_line.Written);
    });

    private void WriteLine(ReadOnlySpan<byte> id, ProductSums sums)
    {
        ref readonly ProductRow sum = ref sums.Counts;
        LineWriter line = _line;
        line.Clear();
        line.Open('{');
        line.Key("_id"u8);
        line.Text(id);
        line.Key("buyers"u8);
        line.Number(sum.Buyers);
        line.Key("cart_units"u8);
        line.Number(sum.CartUnits);
        line.Key("carts"u8);
        line.Number(sum.Carts);
        line.Key("category"u8);
        WriteText(sums.Category);
        line.Key("first_seen"u8);
        line.Instant(sum.FirstSeen);
        line.Key("last_seen"u8);
        line.Instant(sum.LastSeen);
        line.Key("product_id"u8);
        line.Text(id);
        line.Key("product_name"u8);
        WriteText(sums.Name);
        line.Key("purchases"u8);
        line.Number(sum.Purchases);
        line.Key("refund_units"u8);
        line.Number(sum.RefundUnits);
        line.Key("refunds"u8);
        line.Number(sum.Refunds);
        sums.Revenue.Write(line);
        line.Key("units"u8);
        line.Number(sum.Units);
        line.Key("viewers"u8);
        line.Number(sum.Viewers);
        line.Key("views"u8);
        line.Number(sum.Views);
        line.Close('}');
    }

    private void WriteText(NewestText* text)
    {
        if (text == null) _line.Null();
        else _line.Text(NewestText.Text(text));
    }
}
