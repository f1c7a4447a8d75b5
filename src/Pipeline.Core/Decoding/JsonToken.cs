namespace Pipeline.Core.Decoding;

/// <summary>A JSON value in its text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First byte; of a string the one behind the quote.</param>
/// <param name="Length">Bytes, of a string without its quotes.</param>
/// <param name="Escaped">Whether a string's bytes hold escapes.</param>
internal readonly record struct JsonToken(JsonKind Kind, int Start, int Length, bool Escaped);
