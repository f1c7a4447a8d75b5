using System.Globalization;
using Spectre.Console;

namespace Pipeline.Cli.Frame;

/// <summary>A bar with rate and time left.</summary>
internal sealed class BarProgress(ProgressTask task, string what, TimeProvider time) : IWorkProgress
{
    private readonly long started = time.GetTimestamp();

    /// <inheritdoc/>
    public void Report(long done)
    {
        double seconds = Math.Max(0.001, time.GetElapsedTime(started).TotalSeconds);
        task.Description = string.Create(CultureInfo.InvariantCulture, $"{what} {done:N0} ({done / seconds:N0}/s)");
        task.Value = done;
    }
}
