using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Pipeline.Cli.Frame;

/// <summary>What a command may touch of the world around it; a test gives its own.</summary>
internal sealed class CliContext
{
    /// <summary>Results, for people or (<c>--json</c>) programs.</summary>
    internal required TextWriter Out { get; init; }

    /// <summary>Progress and errors.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>Opens standard output for raw bytes, as <c>--output -</c> wants.</summary>
    internal required Func<Stream> OpenStandardOutput { get; init; }

    /// <summary>Opens standard input.</summary>
    internal required Func<Stream> OpenStandardInput { get; init; }

    /// <summary>Whether somebody watches <see cref="Error"/>: progress is shown only then.</summary>
    internal required bool ErrorIsTerminal { get; init; }

    /// <summary>Clock and timers.</summary>
    internal required TimeProvider Time { get; init; }

    /// <summary>The context of a real process.</summary>
    internal static CliContext ForProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenStandardOutput = OpenRawOutput,
        OpenStandardInput = Console.OpenStandardInput,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Time = TimeProvider.System,
    };

    /// <summary>The console's own stream drops what a closed pipe does not take, and a command would go on for nobody.</summary>
    private static Stream OpenRawOutput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 1);

    /// <summary>A console for tables on <see cref="Out"/>; colours only where a terminal is, and where none is no line is cut.</summary>
    internal IAnsiConsole Tables()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Out) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = PipedWidth;
        return console;
    }

    private const int PipedWidth = 400;
}
