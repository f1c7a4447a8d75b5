namespace Pipeline.Cli.Demo;

/// <summary>Events that were counted into a minute after it was over.</summary>
/// <param name="Minute">The minute.</param>
/// <param name="Events">How many.</param>
internal readonly record struct DemoCorrection(DateTime Minute, long Events);
