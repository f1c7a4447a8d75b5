namespace Pipeline.Core.Memory;

/// <summary>Where a page lies, and in which generation of its arena it was last written.</summary>
internal unsafe struct PageEntry
{
    public byte* Memory;
    public uint WrittenIn;
}
