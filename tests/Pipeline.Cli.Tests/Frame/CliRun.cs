using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Tests.Frame;

/// <summary>A command line run inside the test's process.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error, byte[] Bytes)
{
    internal static async Task<CliRun> Of(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        using MemoryStream bytes = new();
        CliContext context = new()
        {
            Out = output,
            Error = error,
            OpenStandardOutput = () => bytes,
            OpenStandardInput = () => Stream.Null,
            ErrorIsTerminal = false,
            Time = TimeProvider.System,
        };
        int code = await PipelineCommandLine.InvokeAsync(arguments, context);
        return new CliRun(code, output.ToString(), error.ToString(), bytes.ToArray());
    }
}
