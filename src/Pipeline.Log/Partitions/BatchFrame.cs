namespace Pipeline.Log.Partitions;

/// <summary>A frame inside a batch: where it lies, its whole length in bytes, its records, and whether their lengths take 4 bytes.</summary>
internal readonly record struct BatchFrame(int Start, int Length, int Count, bool Wide);
