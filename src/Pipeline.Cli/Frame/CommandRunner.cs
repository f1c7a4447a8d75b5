using System.CommandLine;

namespace Pipeline.Cli.Frame;

/// <summary>Runs a command's body and turns how it ends into an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>
    /// Attaches a body: it returns an exit code, or throws <see cref="CliException"/>. It may block: it runs on a thread of its
    /// own, because Ctrl-C and SIGTERM are listened to only once the body has given its caller's thread back.
    /// </summary>
    internal static void Runs(this Command command, CliContext context, Func<ParseResult, CancellationToken, Task<int>> body) =>
        command.SetAction((parsed, stop) => Task.Run(() => GuardAsync(context, () => body(parsed, stop), stop), CancellationToken.None));

    private static async Task<int> GuardAsync(CliContext context, Func<Task<int>> body, CancellationToken stop)
    {
        try
        {
            return await body();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            context.Error.WriteLine("pipeline: interrupted");
            return ExitCodes.Interrupted;
        }
        catch (IOException exception) when (ErrorPrinter.IsBrokenPipe(exception))
        {
            return ExitCodes.InputOutput;
        }
        catch (Exception exception) when (ErrorPrinter.Classify(exception) is { } known)
        {
            // Only what a user can cause; all else goes on to the next.
            return ErrorPrinter.Print(context, known);
        }
        catch (Exception exception)
        {
            // The outermost frame: whatever else arrives here is a bug, which is to be seen whole and to have a code of its own.
            context.Error.WriteLine("pipeline: a bug; please report it with this text:");
            context.Error.WriteLine(exception.ToString());
            return ExitCodes.Internal;
        }
    }
}
