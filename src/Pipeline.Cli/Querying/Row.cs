using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Querying;

/// <summary>A document's values, or those of several brought together.</summary>
/// <param name="id">The first document's id.</param>
/// <param name="document">The document as it is, where it is shown so.</param>
internal sealed class Row(string id, byte[]? document)
{
    private readonly List<Cell> _cells = [];

    internal string Id => id;

    internal byte[]? Document => document;

    /// <summary>What stood in the fields that have to be equal, or may not be summed with their total.</summary>
    internal string?[] Watched { get; set; } = [];

    internal Cell this[int column] => column >= 0 && column < _cells.Count ? _cells[column] : Cell.Null;

    /// <summary>Adds a document's value to what is there.</summary>
    internal void Take(int column, Cell value, FieldMerge merge)
    {
        while (_cells.Count <= column) _cells.Add(Cell.Null);
        if (value.Kind is CellKind.Null) return;
        Cell there = _cells[column];
        _cells[column] = there.Kind is CellKind.Null ? value : merge switch
        {
            FieldMerge.Sum => there with { Number = checked(there.Number + value.Number) },
            FieldMerge.Least => CellOrder.Compare(value, there, descending: false) < 0 ? value : there,
            FieldMerge.Greatest => CellOrder.Compare(value, there, descending: false) > 0 ? value : there,
            _ => there,
        };
    }
}
