namespace Pipeline.Generator;

/// <summary>Writes broken records.</summary>
internal sealed class MalformedWriter(Population population)
{
    private static readonly int TotalWeight = MalformedKinds.All.Sum(kind => kind.Weight);

    /// <summary>Draws a kind; its number.</summary>
    internal static int Draw(ref SeededRandom random)
    {
        long at = random.Below(TotalWeight);
        int kind = 0;
        while ((at -= MalformedKinds.All[kind].Weight) >= 0) kind++;
        return kind;
    }

    internal void Write(Utf8Line line, int kind, int shopper, int product, long time)
    {
        ReadOnlySpan<byte> rest = MalformedKinds.All[kind].Template.Span;
        for (int at = rest.IndexOf((byte)'~'); at >= 0; at = rest.IndexOf((byte)'~'))
        {
            line.Text(rest[..at]);
            byte placeholder = rest[at + 1];
            if (placeholder == 'u') population.WriteId(line, shopper);
            else if (placeholder == 'p') line.Text("product-"u8).Number(product + 1L);
            else line.Number(time);
            rest = rest[(at + 2)..];
        }

        line.Text(rest);
    }
}
