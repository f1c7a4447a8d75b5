using System.CommandLine;
using Pipeline.Cli.Completing;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline completion</c>: the script by which a shell completes command lines.</summary>
internal static class CompletionCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("eval \"$(pipeline completion bash)\"", "for this shell; in ~/.bashrc for every one; zsh the same"),
        ("pipeline completion fish > ~/.config/fish/completions/pipeline.fish", "for fish, once"),
        ("pipeline completion powershell | Out-String | Invoke-Expression", "for PowerShell, in $PROFILE"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("completion", "Print the script that makes a shell complete pipeline's command lines.") { Examples = Examples };
        Argument<string> shell = new("SHELL") { Description = $"The shell: {string.Join(", ", CompletionScripts.All.Keys)}" };
        shell.CompletionSources.Add([.. CompletionScripts.All.Keys]);
        command.Arguments.Add(shell);
        command.Runs(context, (parsed, _) =>
        {
            string asked = parsed.GetRequiredValue(shell);
            if (!CompletionScripts.All.TryGetValue(asked, out string? script))
            {
                throw new CliException(
                    ExitCodes.Usage, "The command line has mistakes.", $"SHELL: '{asked}' is not one of {string.Join(", ", CompletionScripts.All.Keys)}",
                    "See: pipeline completion --help");
            }

            context.Out.Write(script);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
