using Pipeline.Store.Folders;

namespace Pipeline.Cli.Doctor.Machine;

/// <summary>The folder for temporary files: a demo without a folder lives there, and the socket of a folder with a long path.</summary>
internal sealed class TempCheck : ICheck
{
    public string Area => "machine";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        string temp = Path.GetTempPath();
        bool holdsSocket = examination.Data is { } data && new DataFolderPaths(data).Socket.StartsWith(temp, StringComparison.Ordinal)
            && !Path.GetFullPath(data).StartsWith(temp, StringComparison.Ordinal);
        if (Refused(temp) is { } why)
        {
            string unix = OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR";
            yield return Finding.Warning("temporary folder", $"{temp} cannot be written.", why, $"Name another one in the environment variable {unix}.");
        }
        else
        {
            yield return Finding.Ok("temporary folder", temp);
        }

        if (holdsSocket)
        {
            yield return Finding.Note(
                "temporary folder", "The folder's path is too long for a socket, so that of a run lies in the temporary folder.",
                "Commands find a run at work only with the same user and temporary folder.", "A shorter path (or a symbolic link to it) makes that go away.");
        }
    }

    private static string? Refused(string temp)
    {
        try
        {
            new FileStream(Path.Combine(temp, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
