using System.Diagnostics;

namespace Pipeline.Engine.Tests.FullDisks;

/// <summary>A file system in memory of a few MiB. Making one needs Linux and root: elsewhere the running test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _at = Directory.CreateTempSubdirectory("pipeline-disk-");

    private SmallDisk()
    {
    }

    public string Path => _at.FullName;

    public long UsedBytes
    {
        get
        {
            var drive = new DriveInfo(Path);
            return drive.TotalSize - drive.TotalFreeSpace;
        }
    }

    public static SmallDisk CreateOrSkip(long bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A disk of a chosen size can be mounted by root on Linux only.");
        var disk = new SmallDisk();
        string? why = Call("mount", "-t", "tmpfs", "-o", Size(bytes), "tmpfs", disk.Path);
        if (why is null) return disk;
        disk._at.Delete();
        Assert.Skip($"No file system may be mounted here: {why}");
        return disk;
    }

    public void Resize(long bytes)
    {
        if (Call("mount", "-o", "remount," + Size(bytes), Path) is { } why) throw new IOException($"{Path} keeps its size: {why}");
    }

    public void Dispose()
    {
        if (Call("umount", Path) is { } why) throw new IOException($"{Path} stays: {why}");
        _at.Delete();
    }

    private static string Size(long bytes) => $"size={bytes}";

    /// <summary>What the command had against it; null when it did what was asked.</summary>
    private static string? Call(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Length > 0 ? said : $"exit code {process.ExitCode}";
    }
}
