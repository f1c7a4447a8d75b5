namespace Pipeline.Store.Tests.Files;

/// <summary>The simulated process is no more.</summary>
internal sealed class CrashedException : Exception;
