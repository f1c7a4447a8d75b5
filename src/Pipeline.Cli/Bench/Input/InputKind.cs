namespace Pipeline.Cli.Bench.Input;

/// <summary>Which events a row works on.</summary>
internal enum InputKind
{
    /// <summary>~110 bytes an event.</summary>
    Ordinary = 0,

    /// <summary>~250 bytes: event ids, ISO times, countries, pages.</summary>
    Full,

    /// <summary>As ordinary, with 5 % of the events from one shopper who never pauses.</summary>
    Hot,
}
