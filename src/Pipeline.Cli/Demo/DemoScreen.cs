using System.Globalization;
using Pipeline.Cli.Querying.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Demo;

/// <summary>The terminal's picture: redrawn in place, never cleared.</summary>
internal sealed class DemoScreen(IAnsiConsole console) : IDemoOutput
{
    private const int BarWidth = 14;

    /// <summary>Below this width of the terminal the panels stand under each other.</summary>
    private const int TwoColumns = 118;

    private static readonly string[] Steps = ["looked at a product", "put it in the cart", "bought it"];

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public void Run(Action<Action<DemoNumbers>> shop) => console.Live(new Text("opening the shop …")).Start(live => shop(n =>
    {
        live.UpdateTarget(Picture(n, console.Profile.Width));
        live.Refresh();
    }));

    /// <summary>What is drawn of an epoch's numbers.</summary>
    internal static IRenderable Picture(DemoNumbers n, int width)
    {
        Panel[] panels =
        [
            Panel("now", Now(n)), Panel("funnel of the day", Funnel(n)), Panel("products by revenue", Products(n)),
            Panel("countries of the day", Countries(n)), Panel("corrections", Corrections(n)), Panel("every record", Ledger(n)),
        ];
        int columns = width < TwoColumns ? 1 : 2;
        Grid grid = new();
        grid.AddColumns(columns);
        foreach (Panel[] row in panels.Chunk(columns)) grid.AddRow([.. row]);
        return new Rows(
            new Markup(Invariant($"[bold]{n.Day:yyyy-MM-dd}[/]   complete up to [bold]{n.CompleteUpTo:HH:mm:ss}[/]   epoch {n.Epoch}   [grey](an hour of the shop takes half a minute; Ctrl-C ends it)[/]")),
            grid);
    }

    private static Panel Panel(string header, IRenderable content) => new(content) { Header = new PanelHeader(header), Border = BoxBorder.Rounded, Width = 58 };

    private static Grid Now(DemoNumbers n) => Pairs(
        ("visitors", Invariant($"[bold]{n.VisitorsNow:N0}[/]")),
        ("conversion", Invariant($"[bold]{n.Conversion:0.00} %[/]  {Sparkline.Of(n.ConversionTrend)}")),
        ("revenue", Invariant($"[bold]{n.Revenue:N2} EUR[/]  {Sparkline.Of(n.RevenueTrend)}")),
        ("time to purchase", n.TimeToPurchaseMs is { } ms ? $"[bold]{Duration(ms)}[/] on average" : "-"));

    private static Grid Funnel(DemoNumbers n)
    {
        Grid grid = new();
        grid.AddColumns(3);
        for (int i = 0; i < n.Funnel.Count; i++)
        {
            double share = n.Funnel[0] == 0 ? 0 : (double)n.Funnel[i] / n.Funnel[0];
            string lost = i == 0 || n.Funnel[i - 1] == 0 ? "" : Invariant($" [grey]−{100 - 100.0 * n.Funnel[i] / n.Funnel[i - 1]:0} %[/]");
            grid.AddRow(
                new Markup(Steps[Math.Min(i, Steps.Length - 1)]),
                new Markup(Invariant($"[bold]{n.Funnel[i]:N0}[/]{lost}")),
                new Text(new string('█', Math.Max(1, (int)Math.Round(share * BarWidth)))));
        }

        return grid;
    }

    private static Grid Products(DemoNumbers n) => Ranking(n.Products.Select(p => (p.Product, (double)p.Revenue, Invariant($"{p.Revenue:N2}"))));

    private static Grid Countries(DemoNumbers n) => Ranking(n.Countries.Select(c => (c.Country, (double)c.Shoppers, Invariant($"{c.Shoppers:N0} shoppers"))));

    private static Grid Ranking(IEnumerable<(string Name, double Value, string Text)> entries)
    {
        Grid grid = new();
        grid.AddColumns(3);
        double most = entries.Select(e => e.Value).FirstOrDefault();
        foreach ((string name, double value, string text) in entries)
        {
            grid.AddRow(
                new Text(name),
                new Text(text).RightJustified(),
                new Text(new string('█', most <= 0 ? 0 : Math.Clamp((int)Math.Round(value / most * BarWidth), 0, BarWidth))));
        }

        return grid;
    }

    private static Rows Corrections(DemoNumbers n) => new(
        [
            new Markup(Invariant($"[bold]{n.Corrected:N0}[/] events came after their minute was over")),
            .. n.Corrections.Take(3).Select(c => new Markup(Invariant($"[yellow]{c.Events:+0;−0}[/] after the fact in {c.Minute:HH:mm}"))),
        ]);

    private static Rows Ledger(DemoNumbers n) => new(
        new Markup(Invariant($"[bold]{n.Records:N0}[/] = {n.Accepted:N0} accepted + {n.Duplicates:N0} duplicates")),
        new Markup(Invariant($"+ {n.Late:N0} late + {n.Rejected:N0} rejected  {(n.AddsUp ? "[green]adds up[/]" : "[red]does not add up[/]")}")),
        new Markup(Invariant($"{n.Rate:N0} records/s, {n.Lag:N0} waiting")));

    private static Grid Pairs(params (string Name, string Value)[] pairs)
    {
        Grid grid = new();
        grid.AddColumns(2);
        foreach ((string name, string value) in pairs) grid.AddRow(name, value);
        return grid;
    }

    private static string Duration(long ms)
    {
        TimeSpan span = TimeSpan.FromMilliseconds(ms);
        return span.TotalHours >= 1 ? Invariant($"{(int)span.TotalHours} h {span.Minutes:00} min") : Invariant($"{span.Minutes} min {span.Seconds:00} s");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
