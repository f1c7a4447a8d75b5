using System.Text.RegularExpressions;
using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>Core is pure: no I/O, clock, chance, threads, tasks. What it says is a function of what it is told.</summary>
public sealed partial class PureCoreTests
{
    private const string Core = "src/Pipeline.Core";

    private static readonly string[] Forbidden =
    [
        "System.IO.", "System.Net.", "System.Threading.", "System.Diagnostics.", "System.Timers.", "System.Security.Cryptography.",
        "System.Console", "System.Environment", "System.Random", "System.TimeProvider", "System.TimeZoneInfo",
    ];

    /// <summary>What is no I/O, thread or clock though its namespace sounds like it; the tests below say where each may stand.</summary>
    private static readonly string[] Named =
    [
        "System.IO.IOException", "System.Threading.Lock", "System.Threading.CancellationToken", "System.Threading.Tasks.ValueTask`1",
        "System.Threading.Tasks.ValueTask", "System.Diagnostics.Debug", "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute", "System.Diagnostics.DebuggerBrowsableState", "System.Diagnostics.UnreachableException",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    /// <summary>Where several threads meet: pages that a view still reads are given back by whoever ends the view.</summary>
    private static readonly string[] WithLocks = [$"{Core}/Memory/ArenaViews.cs", $"{Core}/Memory/PagePool.cs"];

    [Fact]
    public void Core_uses_no_io_clock_chance_thread_or_task()
    {
        CompiledAssembly core = CompiledAssembly.Of("Pipeline.Core");
        Findings.None(
            "Core is pure:",
            core.Types.Where(t => Array.Exists(Forbidden, f => t.StartsWith(f, StringComparison.Ordinal)))
                .Where(t => !Named.Contains(t) && !t.StartsWith("System.Diagnostics.CodeAnalysis.", StringComparison.Ordinal))
                .Concat(core.Members.Where(ForbiddenMembers.Contains)));
    }

    [Fact]
    public void Locks_stand_where_they_are_named() => Findings.None(
        "A shard is one thread's; only views' memory is shared:",
        Words(LockWord, s => !WithLocks.Contains(s.Path)));

    [Fact]
    public void Tasks_stand_only_in_interfaces() => Findings.None(
        "Core says in interfaces what others do meanwhile; it awaits nothing:",
        Words(TaskWord, s => s.Outline.Types is not [{ Kind: "interface" }]));

    [Fact]
    public void Io_exceptions_are_only_derived_from() => Findings.None(
        "Core names failures of a medium, it neither throws nor catches one:",
        Words(IoWord, s => !s.Path.EndsWith("Exception.cs", StringComparison.Ordinal)));

    [GeneratedRegex(@"\b(Lock|lock|Monitor|Interlocked|Thread|ThreadStatic|Mutex|SemaphoreSlim)\b")]
    private static partial Regex LockWord { get; }

    [GeneratedRegex(@"\b(Task|ValueTask|CancellationToken|async|await|Parallel)\b")]
    private static partial Regex TaskWord { get; }

    [GeneratedRegex(@"\bIOException\b")]
    private static partial Regex IoWord { get; }

    private static IEnumerable<string> Words(Regex word, Func<SourceFile, bool> looked) =>
        from source in Repository.SourcesOf(Core).Where(looked)
        from Match match in word.Matches(source.Code)
        select $"{source.At(match.Index)} {match.Value}";
}
