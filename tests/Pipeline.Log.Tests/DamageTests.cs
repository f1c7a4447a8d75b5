using System.Globalization;
using Pipeline.Core.Decoding;
using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

/// <summary>Damage below the durable end: said, with the place, and never read as records.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Count = 400;

    private readonly TestLog _log = new();

    public DamageTests()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 16 << 10, FrameBytes = 1024 });
        for (int i = 0; i < Count; i++) writer.Append(0, TestLog.Record(i));
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Every_flipped_bit_is_found_and_the_records_before_it_are_read()
    {
        string[] segments = _log.Segments();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            string path = segments[random.Next(segments.Length)];
            byte[] whole = File.ReadAllBytes(path);
            byte[] damaged = [.. whole];
            int at = random.Next(damaged.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            AssertFound(path, at, random.Next(1, 200), $"seed {seed}: byte {at} of {Path.GetFileName(path)}");
            File.WriteAllBytes(path, whole);
        }

        _log.AssertHolds(Count);
    }

    [Fact]
    public void A_shortened_segment_is_found()
    {
        foreach (string path in _log.Segments())
        {
            byte[] whole = File.ReadAllBytes(path);
            for (int seed = 0; seed < 40; seed++)
            {
                int length = new Random(seed).Next(whole.Length);
                File.WriteAllBytes(path, whole.AsSpan(0, length).ToArray());
                AssertFound(path, length, 50, $"seed {seed}: {length} bytes of {Path.GetFileName(path)}");
            }

            File.WriteAllBytes(path, whole);
        }
    }

    [Fact]
    public void A_missing_segment_is_found()
    {
        string path = _log.Segments()[1];
        File.Delete(path);
        using LogReader reader = _log.Read().OpenReader(0, 0);
        LogCorruptException error = Assert.Throws<LogCorruptException>(() => TestLog.ReadAll(reader));
        Assert.Equal(path, error.File);
        Assert.Equal(long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture), error.Offset);
    }

    [Fact]
    public void A_segment_of_another_partition_or_log_is_found()
    {
        using var other = new TestLog();
        using (LogWriter writer = other.Write(new LogWriterOptions { SegmentBytes = 16 << 10, FrameBytes = 1024 }))
        {
            for (int i = 0; i < Count; i++) writer.Append(0, TestLog.Record(i));
        }

        File.Copy(other.Segments()[0], _log.Segments()[0], overwrite: true);
        Assert.Throws<LogCorruptException>(() => _log.Read().OpenReader(0, 0));
    }

    [Fact]
    public void A_damaged_meta_file_is_found()
    {
        string path = Path.Combine(_log.Folder, "meta");
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 4;
            File.WriteAllBytes(path, damaged);
            Assert.Throws<LogCorruptException>(() => _log.Read());
            Assert.Throws<LogCorruptException>(() => _log.Write());
        }
    }

    private void AssertFound(string path, int at, int maxRecords, string because)
    {
        var all = new List<byte[]>();
        var block = new RawBlock();
        long position = 0;
        LogCorruptException? error = null;
        try
        {
            using LogReader reader = _log.Read().OpenReader(0, 0);
            while (reader.Read(block, maxRecords, 1 << 20) > 0)
            {
                TestLog.AddTo(all, block);
                position = reader.Position;
            }
        }
        catch (LogCorruptException e)
        {
            error = e;
        }

        Assert.True(error is not null, $"{because}: not found");
        Assert.True(error.File == path, $"{because}: named {error.File}");
        Assert.True(error.Position <= at, $"{because}: named position {error.Position}");
        Assert.True(error.Offset == position, $"{because}: named offset {error.Offset}, read up to {position}");
        for (int i = 0; i < all.Count; i++) Assert.True(TestLog.Record(i).AsSpan().SequenceEqual(all[i]), $"{because}: record {i} differs");
    }
}
