using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Pipeline.Store.Folders;

/// <summary>Where things are in a data folder; whoever only asks a running process needs no more than this.</summary>
public sealed class DataFolderPaths
{
    /// <summary>A socket's path has at most this many bytes: 104 on macOS, 108 on Linux, with the zero behind it.</summary>
    private const int LongestSocketPath = 100;

    /// <summary>Names the places; nothing is created.</summary>
    /// <param name="folder">The data folder.</param>
    public DataFolderPaths(string folder) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>The data folder.</summary>
    public string Root { get; }

    /// <summary>Folder of the embedded log.</summary>
    public string Log => Path.Combine(Root, "log");

    /// <summary>Folder of the shards' snapshots.</summary>
    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>Folder of the shards' facts.</summary>
    public string Facts => Path.Combine(Root, "facts");

    /// <summary>Folder of what was done with dead letters and late records.</summary>
    public string Treatments => Path.Combine(Root, "dlq");

    /// <summary>The journal of what was done with them.</summary>
    public string TreatmentJournal => Path.Combine(Treatments, "journal.ndjson");

    /// <summary>The registry's file.</summary>
    public string Registry => Path.Combine(Root, "registry");

    /// <summary>File that holds the version of the folder's layout.</summary>
    public string Version => Path.Combine(Root, "version");

    /// <summary>File that the working process holds locked.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>File with the number of the working process; only meaningful while the lock is held.</summary>
    public string ProcessId => Path.Combine(Root, "pid");

    /// <summary>
    /// Local socket of the working process: in the folder, or, where that path is too long for a socket, a name made from it in
    /// the user's temporary folder.
    /// </summary>
    public string Socket
    {
        get
        {
            string inside = Path.Combine(Root, "sock");
            if (Encoding.UTF8.GetByteCount(inside) <= LongestSocketPath) return inside;
            string name = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Root)).ToString("x16", CultureInfo.InvariantCulture);
            return Path.Combine(Path.GetTempPath(), $"pipeline-{Environment.UserName}-{name}.sock");
        }
    }
}
