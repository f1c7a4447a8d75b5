using Pipeline.Log.Tests.Support;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Pipeline.Log.Tests;

/// <summary>What xunit would generate, but a process that a test started does its part instead of running tests.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(ChildProcess.Variable) is { } told)
        {
            string[] parts = told.Split('|');
            return Task.FromResult(ChildModes.Run(parts[0], parts[1..]));
        }

        return arguments.Contains("--server") || arguments.Contains("--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(arguments);
    }
}
