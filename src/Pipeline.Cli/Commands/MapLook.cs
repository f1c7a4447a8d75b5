using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary>What <c>pipeline map</c> found.</summary>
/// <param name="Guess">The file and the draft; null when a mapping was given.</param>
/// <param name="Json">The mapping's text.</param>
/// <param name="Trial">What the mapping makes of the file; null when the draft lacks something.</param>
internal sealed record MapLook(MappingGuess? Guess, string Json, MapTrial? Trial);
