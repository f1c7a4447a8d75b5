namespace Pipeline.Store.Tests.Files;

/// <summary>What goes wrong at one step.</summary>
internal enum FileFault
{
    /// <summary>The process ends at the step, a write half done.</summary>
    Crash = 0,

    /// <summary>A write puts half of its bytes there and reports a full disk; another step only reports it.</summary>
    DiskFull,

    /// <summary>A flush fails, and what it should have written never reaches the disk; another step only fails.</summary>
    FlushLost,
}
