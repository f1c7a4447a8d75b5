using Spectre.Console;

namespace Pipeline.Cli.Frame;

/// <summary>Runs long work with progress on standard error, where a terminal is and no <c>--json</c> asked for silence.</summary>
internal static class ProgressRunner
{
    /// <summary>Runs <paramref name="work"/>; <paramref name="total"/> is the number of items it will report.</summary>
    internal static T Run<T>(CliContext context, bool quiet, string what, long total, Func<IWorkProgress, T> work)
    {
        if (quiet || !context.ErrorIsTerminal) return work(new NoProgress());
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress => work(new BarProgress(progress.AddTask(what, maxValue: total), what, context.Time)));
    }
}
