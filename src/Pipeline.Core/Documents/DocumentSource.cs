using Pipeline.Core.Facts;
using Pipeline.Core.Shards;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>
/// Renders the documents of an epoch, collection by collection, sorted by id. A document is a pure function of the state at the cut: who
/// renders it, and when, changes no byte.
/// </summary>
public sealed class DocumentSource
{
    private readonly EpochView _view;
    private readonly Func<FactKind, IEnumerable<Fact>> _facts;
    private readonly IDayLoader? _days;

    /// <summary>A source.</summary>
    /// <param name="view">The epoch.</param>
    /// <param name="facts">The facts of a kind below the epoch's cut, by partition and offset, each once.</param>
    /// <param name="days">Brings days that are away; null when none is.</param>
    public DocumentSource(EpochView view, Func<FactKind, IEnumerable<Fact>> facts, IDayLoader? days = null)
    {
        _view = view;
        _facts = facts;
        _days = days;
    }

    /// <summary>Calls <paramref name="line"/> with each document of a collection, without line end. The span is good during the call.</summary>
    /// <param name="collection">One of <see cref="Collections.All"/>.</param>
    /// <param name="line">Takes a document.</param>
    /// <param name="span">Of a collection of days and their parts only these; the other collections are rendered whole.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such collection.</exception>
    public void Render(string collection, Action<ReadOnlySpan<byte>> line, DaySpan? span = null)
    {
        switch (collection)
        {
            case Collections.Users:
                new UserDocuments(_view).Render(line);
                return;
            case Collections.Products:
                new ProductDocuments(_view).Render(line);
                return;
            case Collections.Ledger:
                new LedgerDocuments(_view).Render(line);
                return;
            case Collections.DeadLetters:
                FactDocuments.Render(_facts(FactKind.DeadLetter), line);
                return;
            case Collections.Late:
                FactDocuments.Render(_facts(FactKind.Late), line);
                return;
        }

        using var days = new DayPages(_view, _days, span ?? DaySpan.All);
        switch (collection)
        {
            case Collections.SiteMinutes or Collections.SiteHours or Collections.SiteDays:
                new SiteDocuments(days).Render(collection, line);
                return;
            case Collections.ProductHours:
                new ProductHourDocuments(_view, days).Render(line);
                return;
            case Collections.FunnelDays:
                new FunnelDocuments(_view, days).Render(line);
                return;
            case Collections.FlowDays:
                new FlowDocuments(_view, days).Render(line);
                return;
            case Collections.GeoDays:
                new GeoDocuments(days).Render(line);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(collection), collection, "There is no such collection.");
        }
    }
}
