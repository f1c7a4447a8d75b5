namespace Pipeline.Cli.Serving;

/// <summary>What a running engine answers: an error, or what was asked for.</summary>
internal sealed record FolderAnswer(string? Error, StatusData? Status, ExportData? Export);
