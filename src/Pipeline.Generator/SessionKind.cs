namespace Pipeline.Generator;

/// <summary>Who is in the shop.</summary>
internal enum SessionKind : byte
{
    /// <summary>Somebody who looks around and perhaps buys.</summary>
    Visitor = 0,

    /// <summary>A program that reads product pages.</summary>
    Crawler,

    /// <summary>Somebody who only gives back what was bought.</summary>
    Return,
}
