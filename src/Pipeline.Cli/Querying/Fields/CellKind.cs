namespace Pipeline.Cli.Querying.Fields;

/// <summary>What a cell of a result holds.</summary>
internal enum CellKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>A text, or a time or day as text.</summary>
    Text,

    /// <summary>An integer.</summary>
    Count,

    /// <summary>An amount, or an amount for each of something, in ten-thousandths.</summary>
    Amount,

    /// <summary>A quotient, in millionths.</summary>
    Rate,
}
