namespace Pipeline.Import.Values;

/// <summary>A piece of a time's pattern.</summary>
/// <param name="Letter">What it stands for: y, M, d, H (also h), m, s, f, t, z; <c>'</c> for a text as written.</param>
/// <param name="Length">How many letters; for y, M and the others two mean two digits, one means one or two.</param>
/// <param name="Text">The text as written.</param>
internal readonly record struct PatternPart(char Letter, int Length, byte[] Text);
