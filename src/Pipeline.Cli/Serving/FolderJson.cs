using System.Text.Json.Serialization;

namespace Pipeline.Cli.Serving;

/// <summary>The JSON of the local socket and of <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FolderRequest))]
[JsonSerializable(typeof(FolderAnswer))]
[JsonSerializable(typeof(StatusData))]
[JsonSerializable(typeof(ExportData))]
internal sealed partial class FolderJson : JsonSerializerContext;
