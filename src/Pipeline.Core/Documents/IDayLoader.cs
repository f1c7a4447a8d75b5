using Pipeline.Core.Memory;

namespace Pipeline.Core.Documents;

/// <summary>Reads pages of days that were put away.</summary>
public interface IDayLoader
{
    /// <summary>Reads a page of a shard's day into <paramref name="target"/> (a whole page); what is not stored stays zero.</summary>
    /// <exception cref="IOException">The page is missing or damaged: it is never taken for an empty one.</exception>
    void ReadDayPage(int shard, int day, int page, Span<byte> target);
}
