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
}
