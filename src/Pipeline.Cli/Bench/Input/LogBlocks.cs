using Pipeline.Core.Decoding;
using Pipeline.Log;

namespace Pipeline.Cli.Bench.Input;

/// <summary>A log's first partition as blocks of the size that the engine reads; one block, used again and again.</summary>
internal static class LogBlocks
{
    private const int RecordsPerBlock = 4096, BytesPerBlock = 1 << 20;

    /// <summary>Reads up to <paramref name="most"/> records.</summary>
    internal static IEnumerable<RawBlock> Read(string folder, long most = long.MaxValue)
    {
        LogFolder log = LogFolder.Open(folder);
        using LogReader reader = log.OpenReader(0, 0);
        RawBlock block = new();
        while (most > 0 && reader.Read(block, (int)Math.Min(RecordsPerBlock, most), BytesPerBlock) > 0)
        {
            most -= block.Count;
            yield return block;
        }
    }
}
