using System.Globalization;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Demo;

/// <summary>A line a second, where no terminal is.</summary>
internal sealed class DemoLines(CliContext context) : IDemoOutput
{
    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public void Run(Action<Action<DemoNumbers>> shop) => shop(n => context.Out.WriteLine(Line(n)));

    internal static string Line(DemoNumbers n) => string.Create(
        CultureInfo.InvariantCulture,
        $"complete up to {n.CompleteUpTo:yyyy-MM-dd HH:mm:ss}: {n.VisitorsNow:N0} visitors now, conversion {n.Conversion:0.00} %, revenue {n.Revenue:N2} EUR, "
        + $"funnel {(n.Funnel.Count == 0 ? "-" : string.Join(" > ", n.Funnel.Select(r => r.ToString("N0", CultureInfo.InvariantCulture))))}; "
        + $"{n.Records:N0} records = {n.Accepted:N0} accepted + {n.Duplicates:N0} duplicates + {n.Late:N0} late + {n.Rejected:N0} rejected; "
        + $"+{n.Corrected:N0} after the fact; {n.Rate:N0}/s, lag {n.Lag:N0}");
}
