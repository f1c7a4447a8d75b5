using System.Runtime.CompilerServices;

namespace Pipeline.Core.Memory;

/// <summary>Read access to an arena's pages: the living one's or a view's. Handles count units of 8 bytes; 0 is "nothing".</summary>
internal readonly unsafe struct PageTable(PageEntry* entries)
{
    public const int UnitShift = 3;
    public const int PageUnitShift = 13;
    public const uint PageUnitMask = (1 << PageUnitShift) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Read<T>(uint handle)
        where T : unmanaged =>
        (T*)(entries[handle >> PageUnitShift].Memory + ((handle & PageUnitMask) << UnitShift));
}
