namespace Pipeline.Cli.Serving;

/// <summary>What another process asks of a running engine.</summary>
internal sealed record FolderRequest(string Command, string? Directory, string? Collection = null);
