namespace Pipeline.Cli.Frame;

/// <summary>What <c>--data</c> and <c>--export</c> name, looked at before anything is done with it.</summary>
internal static class DataArgument
{
    /// <summary>Refuses a folder that is not there.</summary>
    /// <exception cref="CliException">It is not, or is a file.</exception>
    internal static void RequireFolder(string data)
    {
        RefuseFile(data);
        if (!Directory.Exists(data))
        {
            throw new CliException(
                ExitCodes.InputOutput, $"{data} is not there.", "no such folder", $"Check the path, or make one: pipeline import --data {CommandText.Quoted(data)} FILE");
        }
    }

    /// <summary>Refuses a file where a data folder is wanted that may be made.</summary>
    /// <exception cref="CliException">It is a file.</exception>
    internal static void RefuseFile(string data)
    {
        if (File.Exists(data))
            throw new CliException(ExitCodes.InputOutput, $"{data} is a file.", "a data folder is wanted", "Name the folder that log and state are in, or a new one.");
    }

    /// <summary>Refuses a file where documents are to go.</summary>
    /// <exception cref="CliException">It is a file.</exception>
    internal static void RefuseExportToFile(string export)
    {
        if (File.Exists(export))
            throw new CliException(ExitCodes.Usage, "The command line has mistakes.", $"--export: {export} is a file", "Name a folder: each collection becomes a file in it.");
    }

    /// <summary>Reads a file that an option names.</summary>
    /// <exception cref="CliException">It is not there, or is a folder.</exception>
    internal static byte[] ReadFile(string path, string example)
    {
        if (Directory.Exists(path)) throw new CliException(ExitCodes.InputOutput, $"{path} is a folder.", "a file is wanted", $"Name the file in it. {example}");
        if (!File.Exists(path)) throw new CliException(ExitCodes.InputOutput, $"{path} is not there.", "no such file", $"Check the path. {example}");
        return File.ReadAllBytes(path);
    }
}
