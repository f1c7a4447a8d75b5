namespace Pipeline.Core.Decoding;

/// <summary>What a JSON value is, as far as the rules of events ask. <c>Null</c> comes first: a member that is not there is one.</summary>
internal enum JsonKind : byte
{
    Null = 0,
    String,

    /// <summary>A number without fraction and exponent.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent.</summary>
    Fraction,

    /// <summary><c>true</c>, <c>false</c>, an object or an array: no field takes one.</summary>
    Other,
}
