namespace Pipeline.Store.Files;

/// <summary>What a file is opened for.</summary>
internal enum FileUse
{
    /// <summary>Reading only; the file is there.</summary>
    Read = 0,

    /// <summary>Reading and writing; the file is there or is created.</summary>
    Write,

    /// <summary>Reading and writing a file that must not be there yet.</summary>
    CreateNew,

    /// <summary>
    /// As <see cref="CreateNew"/>; whole blocks from aligned memory are written past the system's page cache where it can: for much that
    /// is written once and seldom read.
    /// </summary>
    CreateNewPastCache,
}
