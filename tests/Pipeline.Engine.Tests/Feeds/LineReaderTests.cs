using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Engine.Feeds;

namespace Pipeline.Engine.Tests.Feeds;

/// <summary>Lines are records by the letter of the semantics, however they arrive and however long they are.</summary>
public sealed class LineReaderTests
{
    private const int Longest = 12;

    [Theory]
    [InlineData("a\nb\r\nc", "a|b|c")]
    [InlineData("a\r", "a\r")]
    [InlineData("a\r\n\r\n\n\r", "a|\r")]
    [InlineData("\uFEFFa\n\uFEFFb\n", "a|\uFEFFb")]
    [InlineData("\n\nab", "ab")]
    [InlineData("1\n2\n", "1|2")]
    [InlineData("123456789012\r\n1234567890123\n1234567890123\r\nb", "123456789012|123456789012|123456789012|b")]
    [InlineData("123456789012\r", "123456789012")]
    [InlineData("1234567890123456789012345678901234567890\nb\n12345678901234567890123456789", "123456789012|b|123456789012")]
    public void Lines(string text, string records)
    {
        foreach (int most in new[] { 1, 2, 5, 1_000 })
        {
            using LineReader lines = new([() => new DrippingStream(Encoding.UTF8.GetBytes(text), new Random(1), most)], Longest);
            Assert.Equal(records.Split('|'), Read(lines).Select(Encoding.UTF8.GetString));
        }
    }

    [Fact]
    public void Files_of_anything_give_what_a_plain_split_gives()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            Random random = new(seed);
            byte[][] files = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Bytes(random))];
            using LineReader lines = new([.. files.Select(f => (Func<Stream>)(() => new DrippingStream(f, random, random.Next(1, 40))))], Longest);
            List<byte[]> read = Read(lines);
            List<CutLine> cut = [];
            List<byte[]> expected = [.. files.SelectMany((file, number) => Split(file, number, cut))];
            Assert.True(expected.Select(Convert.ToHexString).SequenceEqual(read.Select(Convert.ToHexString)), $"seed {seed}");
            Assert.Equal(cut.Count, lines.CutLines);
            Assert.True(cut.Take(LineReader.NamedCutLines).SequenceEqual(lines.FirstCutLines), $"seed {seed}");
            Assert.Equal(files.Sum(f => f.Length), lines.BytesRead);
            Assert.True(lines.IsDone);
        }
    }

    [Fact]
    public void A_long_line_is_not_copied_for_each_read()
    {
        const int length = 24 << 20;
        byte[] line = new byte[length];
        using LineReader lines = new([() => new MemoryStream(line)]);
        RawBlock block = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(lines.TryRead(block));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((1, length), (block.Count, block.Records[0].Length));
        Assert.InRange(allocated, length, 5L * length);
        Assert.False(lines.TryRead(block));
        Assert.True(block.Buffer.Length <= RawBlock.KeptBytes);
    }

    private static byte[] Bytes(Random random)
    {
        byte[] some = [.. "aab\r\r\n\n"u8];
        byte[] bytes = new byte[random.Next(0, 120)];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = random.Next(3) > 0 ? (byte)'x' : some[random.Next(some.Length)];
        return random.Next(3) == 0 ? [.. "\uFEFF"u8, .. bytes] : bytes;
    }

    /// <summary>The semantics, letter by letter.</summary>
    private static IEnumerable<byte[]> Split(byte[] file, int number, List<CutLine> cut)
    {
        int start = file.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        while (start < file.Length)
        {
            int end = Array.IndexOf(file, (byte)'\n', start);
            int next = end < 0 ? file.Length : end + 1;
            if (end < 0) end = file.Length;
            else if (end > start && file[end - 1] == (byte)'\r') end--;
            if (end - start > Longest) cut.Add(new CutLine(number, start));
            if (end > start) yield return file[start..Math.Min(end, start + Longest)];
            start = next;
        }
    }

    private static List<byte[]> Read(LineReader lines)
    {
        List<byte[]> records = [];
        RawBlock block = new();
        while (lines.TryRead(block))
        {
            for (int i = 0; i < block.Count; i++) records.Add(block.Buffer.AsSpan(block.Records[i].Start, block.Records[i].Length).ToArray());
        }

        return records;
    }
}
