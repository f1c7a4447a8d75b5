namespace Pipeline.Cli.Serving;

/// <summary>What a running engine answers: an error, what was asked for (settings in their canonical form), or that a rebuild has to catch up first.</summary>
internal sealed record FolderAnswer(
    string? Error, StatusData? Status, ExportData? Export, RebuildData? Rebuild = null, DocumentsData? Documents = null, string? Settings = null);
