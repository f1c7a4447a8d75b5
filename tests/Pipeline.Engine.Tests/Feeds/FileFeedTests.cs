using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Engine.Feeds;

namespace Pipeline.Engine.Tests.Feeds;

/// <summary>Files read as several partitions: in order, and in blocks of a bounded size.</summary>
public sealed class FileFeedTests
{
    private const int Partitions = 3;

    [Theory]
    [InlineData(200_000, 100)]
    [InlineData(3_000_000, 5)]
    [InlineData(100, 30_000)]
    public void Blocks_are_bounded_and_lose_nothing(int length, int records)
    {
        const int blockBytes = 1 << 20;
        using FileFeed feed = new(new LineReader([() => new MemoryStream(File(length, records))]), Partitions);
        RawBlock block = new();
        long[] next = new long[Partitions];
        int[] last = [-1, -1, -1];
        while (feed.TryRead(block))
        {
            Assert.Equal(next[block.Partition], block.From);
            next[block.Partition] = block.To;
            Assert.True(block.Length < blockBytes + (2 * LineReader.ReadBytes) + length, $"a block of {block.Length} bytes");
            for (int i = 0; i < block.Count; i++)
            {
                ReadOnlySpan<byte> record = block.Buffer.AsSpan(block.Records[i].Start, block.Records[i].Length);
                int number = int.Parse(record[..8], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(number > last[block.Partition], "out of order");
                last[block.Partition] = number;
                Assert.Equal(length, record.Length);
            }
        }

        Assert.Equal(records, next.Sum());
    }

    private static byte[] File(int length, int records)
    {
        using MemoryStream file = new();
        for (int i = 0; i < records; i++) file.Write(Encoding.ASCII.GetBytes($"{i:D8}".PadRight(length, 'x') + "\n"));
        return file.ToArray();
    }
}
