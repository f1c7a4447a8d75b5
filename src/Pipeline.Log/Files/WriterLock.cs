using System.Globalization;

namespace Pipeline.Log.Files;

/// <summary>
/// The right to write a log: an open file that the operating system gives to one process and takes back when it ends,
/// however it ends. Who has it stands in a second file, because the locked one cannot be read.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _locked;

    private WriterLock(FileStream locked) => _locked = locked;

    public static WriterLock Take(string folder)
    {
        string holder = Path.Combine(folder, "writer.pid");
        FileStream locked;
        try
        {
            locked = new FileStream(Path.Combine(folder, "writer.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new LogLockedException(folder, ReadHolder(holder), e);
        }

        try
        {
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new WriterLock(locked);
        }
        catch
        {
            // No lock without a name in it (a full disk, say).
            locked.Dispose();
            throw;
        }
    }

    public void Dispose() => _locked.Dispose();

    private static int? ReadHolder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (IOException)
        {
            return null; // the lock says enough
        }
    }
}
