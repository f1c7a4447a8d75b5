namespace Pipeline.Cli.Completing;

/// <summary>
/// What a shell is told so that it completes command lines: each asks the program itself, over the directive <c>[suggest:POSITION] "LINE"</c>, and
/// goes on with files where that knows nothing. The line's first word is replaced by the program's name, whatever path it was typed with.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>The shells there is a script for, and it.</summary>
    internal static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["powershell"] = PowerShell,
    };

    private const string Bash = """
        # Completion of pipeline for bash. In ~/.bashrc:  eval "$(pipeline completion bash)"
        _pipeline_complete() {
            local program=${COMP_WORDS[0]} current=${COMP_LINE:0:COMP_POINT}
            local line="pipeline${COMP_LINE:${#program}}" position=$((COMP_POINT - ${#program} + 8))
            local IFS=$'\n'
            current=${current##*[[:space:]]}
            COMPREPLY=($(compgen -W "$("$program" "[suggest:$position]" "$line" 2>/dev/null)" -- "$current"))
        }
        complete -o default -F _pipeline_complete pipeline

        """;

    private const string Zsh = """
        #compdef pipeline
        # Completion of pipeline for zsh. In ~/.zshrc:  eval "$(pipeline completion zsh)"
        _pipeline() {
            local line="pipeline ${(j: :)words[2,CURRENT]}"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            found=(${found:#})
            if (( $#found )); then compadd -- $found; else _files; fi
        }
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
        compdef _pipeline pipeline

        """;

    private const string Fish = """
        # Completion of pipeline for fish. Once:  pipeline completion fish > ~/.config/fish/completions/pipeline.fish
        function __pipeline_complete
            set -l words (commandline -opc)
            set -e words[1]
            set -l line (string join ' ' -- pipeline $words (commandline -ct))
            pipeline "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete -c pipeline -a '(__pipeline_complete)'

        """;

    private const string PowerShell = """
        # Completion of pipeline for PowerShell. In $PROFILE:  pipeline completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName pipeline -ScriptBlock {
            param($word, $ast, $position)
            $line = $ast.ToString().PadRight($position - $ast.Extent.StartOffset)
            pipeline "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;
}
