using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Pipeline.Cli.Commands;

namespace Pipeline.Cli.Frame;

/// <summary>The command <c>pipeline</c>: its commands, and how a command line is run.</summary>
internal static class PipelineCommandLine
{
    /// <summary>Time for a graceful stop after Ctrl-C or SIGTERM before the process ends anyway.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command line; the exit code.</summary>
    internal static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CliContext context)
    {
        RootCommand root = Build(context);
        ParseResult parsed = root.Parse(arguments);

        // A line that is being completed is not finished, so it may have mistakes.
        bool isCompletion = arguments.Count > 0 && arguments[0].StartsWith("[suggest", StringComparison.Ordinal);
        if (parsed.Errors.Count > 0 && !isCompletion) return ErrorPrinter.Print(context, MistakesOf(parsed));
        InvocationConfiguration configuration = new()
        {
            Output = context.Out,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopTimeout,
        };
        return await parsed.InvokeAsync(configuration);
    }

    private static RootCommand Build(CliContext context)
    {
        RootCommand root = new("A shop's events, exactly counted: same events, same numbers, same bytes.");

        // One line for each file in Commands, in the order in which a newcomer meets them.
        root.Subcommands.Add(DemoCommand.Create(context));
        root.Subcommands.Add(GenerateCommand.Create(context));
        root.Subcommands.Add(ReplayCommand.Create(context));
        root.Subcommands.Add(ImportCommand.Create(context));
        root.Subcommands.Add(MapCommand.Create(context));
        root.Subcommands.Add(RunCommand.Create(context));
        root.Subcommands.Add(StatusCommand.Create(context));
        root.Subcommands.Add(ExportCommand.Create(context));
        root.Subcommands.Add(QueryCommand.Create(context));
        root.Subcommands.Add(ExplainCommand.Create(context));
        root.Subcommands.Add(DlqCommand.Create(context));
        root.Subcommands.Add(RebuildCommand.Create(context));
        root.Subcommands.Add(VerifyCommand.Create(context));
        root.Subcommands.Add(DoctorCommand.Create(context));
        root.Subcommands.Add(BenchCommand.Create(context));
        root.Subcommands.Add(CompletionCommand.Create(context));

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Action = new VersionText();
        root.SetAction(parsed => help.Action is HelpWithExamples shown ? shown.Invoke(parsed) : ExitCodes.Done);
        return root;
    }

    private static CliException MistakesOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = string.Join(' ', command.Parents.OfType<Command>().Select(p => p is RootCommand ? null : p.Name).OfType<string>().Prepend("pipeline"));
        if (command is not RootCommand) name += $" {command.Name}";
        string[] why = [.. parsed.Errors.Select(TextOf).Distinct()];
        return new CliException(ExitCodes.Usage, "The command line has mistakes.", why, $"See: {name} --help");
    }

    /// <summary>What is wrong; the library does not name an argument that is missing.</summary>
    private static string TextOf(ParseError error) =>
        error.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult, Argument: { } missing }
            ? $"{missing.Name} is missing: {missing.Description}"
            : error.Message;
}
