namespace Pipeline.Cli.Serving;

/// <summary>An export that was written: of which epoch, and how many documents of each collection.</summary>
internal sealed record ExportData(long Epoch, Dictionary<string, long> Documents);
