namespace Pipeline.Import.Values;

/// <summary>What is done with a text's ASCII letters.</summary>
internal enum LetterCase : byte
{
    /// <summary>Nothing.</summary>
    Kept = 0,

    /// <summary>Capitals.</summary>
    Upper,

    /// <summary>Small letters.</summary>
    Lower,
}
