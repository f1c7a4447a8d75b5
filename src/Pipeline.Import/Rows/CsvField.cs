namespace Pipeline.Import.Rows;

/// <summary>Where a field's text lies in a line.</summary>
/// <param name="Start">Its first byte, behind an opening quote.</param>
/// <param name="End">Behind its last byte, before a closing quote.</param>
/// <param name="HasQuotes">Whether quotes stand inside that are not to be taken as they are.</param>
internal readonly record struct CsvField(int Start, int End, bool HasQuotes);
