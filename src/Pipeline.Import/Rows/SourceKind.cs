namespace Pipeline.Import.Rows;

/// <summary>What a line holds under a name.</summary>
internal enum SourceKind : byte
{
    /// <summary>Nothing, an empty text or null.</summary>
    Absent = 0,

    /// <summary>A text, in which numbers are written as the file writes them.</summary>
    Text,

    /// <summary>A JSON number (or true, false), which always has a point before its decimals.</summary>
    Plain,

    /// <summary>Something that no field can be made of; the row says what.</summary>
    Faulty,
}
