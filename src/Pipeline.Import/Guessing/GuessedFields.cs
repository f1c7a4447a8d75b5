using Pipeline.Core.Events;

namespace Pipeline.Import.Guessing;

/// <summary>Which column is which field of an event: by its name, and where there are no names by what stands in it.</summary>
internal sealed class GuessedFields
{
    private const double MostlyWords = 0.5;

    private static readonly EventField[] ByName =
    [
        EventField.UserId, EventField.ProductId, EventField.Quantity, EventField.Price, EventField.Currency, EventField.Country, EventField.Category,
        EventField.ProductName, EventField.PageUrl, EventField.EventId, EventField.Referrer, EventField.UserAgent,
    ];

    private readonly Dictionary<EventField, LookedColumn> _columns = [];
    private readonly FileShape _shape;

    /// <param name="shape">The file.</param>
    internal GuessedFields(FileShape shape)
    {
        _shape = shape;
        LookedColumn[] times = [.. shape.Columns.Where(c => TimeGuess.Of(c) is not null)];
        Take(EventField.Timestamp, RoleNames.Find(EventField.Timestamp, Near(times)) ?? Near(times).FirstOrDefault());
        LookedColumn[] words = [.. Free().Where(c => c.All(EventWords.IsKnown, MostlyWords))];
        Take(EventField.EventType, RoleNames.Find(EventField.EventType, words) ?? words.FirstOrDefault());
        foreach (EventField field in ByName)
        {
            if (shape.HasHeader) Take(field, RoleNames.Find(field, Near(Free())));
        }

        if (!shape.HasHeader) TakeByPlace();
    }

    /// <summary>The column of a field; null when none is likely.</summary>
    internal LookedColumn? this[EventField field] => _columns.GetValueOrDefault(field);

    /// <summary>A column of order numbers, which stand in for shoppers who are not named.</summary>
    internal LookedColumn? Order => RoleNames.FindOrder(_shape.Columns);

    /// <summary>Columns that are nothing yet.</summary>
    internal IEnumerable<LookedColumn> Free() => _shape.Columns.Where(c => !_columns.ContainsValue(c));

    /// <summary>What stands in the exploded list first: it is said of the event, what stands outside of the whole line.</summary>
    private IEnumerable<LookedColumn> Near(IEnumerable<LookedColumn> columns) => _shape.Explode is { } list
        ? columns.OrderBy(c => c.Name.StartsWith(list + ".", StringComparison.Ordinal) ? 0 : 1)
        : columns;

    private void Take(EventField field, LookedColumn? column)
    {
        if (column is not null) _columns[field] = column;
    }

    /// <summary>Logs without names usually begin with who, then what, then what kind.</summary>
    private void TakeByPlace()
    {
        EventField[] order = [EventField.UserId, EventField.ProductId, EventField.Category];
        foreach ((EventField field, LookedColumn column) in order.Zip(Free().Where(c => c.Samples.Count > 0).ToArray())) Take(field, column);
        (EventField Field, string Name)[] names =
        [
            (EventField.UserId, "user"), (EventField.ProductId, "item"), (EventField.Category, "category"),
            (EventField.EventType, "behaviour"), (EventField.Timestamp, "time"),
        ];
        foreach ((EventField field, string name) in names)
        {
            if (this[field] is { } column) column.Name = name;
        }
    }
}
