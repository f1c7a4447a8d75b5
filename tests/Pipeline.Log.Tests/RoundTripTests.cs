using Pipeline.Core.Decoding;
using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

public sealed class RoundTripTests : IDisposable
{
    private readonly TestLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(256, 4096)]
    [InlineData(4096, 65536)]
    [InlineData(262144, 1 << 20)]
    public void Records_come_back_as_they_were(int frameBytes, int segmentBytes)
    {
        const int count = 5000;
        using (LogWriter writer = _log.Write(new LogWriterOptions { FrameBytes = frameBytes, SegmentBytes = segmentBytes }))
        {
            for (int i = 0; i < count; i++) Assert.Equal(i, writer.Append(0, TestLog.Record(i)));
            writer.Flush();
            Assert.Equal(count, writer.End(0));
            _log.AssertHolds(count);
        }

        _log.AssertHolds(count);
    }

    [Fact]
    public void Large_empty_and_many_line_records_come_back()
    {
        byte[] large = new byte[LogWriterOptions.MaxRecordBytes], mebibyte = new byte[1 << 20];
        new Random(1).NextBytes(large);
        new Random(2).NextBytes(mebibyte);
        byte[][] records = [[], mebibyte, TestLog.Text("a\nb\r\n"), large, [], new byte[65535], new byte[65536], TestLog.Text("end")];
        using LogWriter writer = _log.Write();
        foreach (byte[] record in records) writer.Append(0, record);
        writer.Flush();
        using LogReader reader = writer.OpenReader(0, 0);
        List<byte[]> all = TestLog.ReadAll(reader, maxRecords: 3, maxBytes: 1000);
        Assert.Equal(records.Length, all.Count);
        for (int i = 0; i < records.Length; i++) Assert.True(records[i].AsSpan().SequenceEqual(all[i]), $"record {i}");
        Assert.Throws<ArgumentException>(() => writer.Append(0, new byte[LogWriterOptions.MaxRecordBytes + 1]));
    }

    [Fact]
    public async Task Many_partitions_and_producers_keep_each_order()
    {
        const int partitions = 7, producers = 16, each = 200;
        using LogWriter writer = _log.Write(new LogWriterOptions { Partitions = partitions, SegmentBytes = 16 << 10, FrameBytes = 1 << 10 });
        long[][] offsets = await Task.WhenAll(Enumerable.Range(0, producers).Select(async producer =>
        {
            var taken = new long[each];
            for (int i = 0; i < each; i++)
            {
                taken[i] = await writer.AppendAsync(producer % partitions, TestLog.Text($"{producer}:{i}"));
                Assert.True(writer.End(producer % partitions) > taken[i], "acknowledged before it was durable");
            }

            return taken;
        }));

        for (int partition = 0; partition < partitions; partition++)
        {
            using LogReader reader = writer.OpenReader(partition, 0);
            List<byte[]> all = TestLog.ReadAll(reader);
            int expected = 0;
            for (int producer = partition; producer < producers; producer += partitions, expected += each)
            {
                for (int i = 0; i < each; i++) Assert.Equal(TestLog.Text($"{producer}:{i}"), all[(int)offsets[producer][i]]);
            }

            Assert.Equal(expected, all.Count);
        }
    }

    [Fact]
    public async Task A_call_with_several_records_gets_consecutive_offsets()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { MaxPendingBytes = 64 << 10 });
        var calls = new List<Task<long>>();
        for (int call = 0; call < 50; call++)
        {
            ReadOnlyMemory<byte>[] records = [.. Enumerable.Range(0, 20).Select(i => (ReadOnlyMemory<byte>)new byte[call * 20])];
            calls.Add(writer.AppendAsync(0, records).AsTask());
        }

        long[] firsts = await Task.WhenAll(calls);
        Array.Sort(firsts);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * 20L), firsts);
        using LogReader reader = writer.OpenReader(0, 0);
        List<byte[]> all = TestLog.ReadAll(reader);
        for (int i = 0; i < all.Count; i += 20) Assert.All(all.Skip(i).Take(20), record => Assert.Equal(all[i].Length, record.Length));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await writer.AppendAsync(0, Array.Empty<ReadOnlyMemory<byte>>()));
    }

    [Fact]
    public void Any_offset_can_be_opened()
    {
        const int count = 3000;
        using (LogWriter writer = _log.Write(new LogWriterOptions { FrameBytes = 2048, SegmentBytes = 32 << 10 }))
        {
            for (int i = 0; i < count; i++)
            {
                writer.Append(0, TestLog.Record(i));
                if (i % 7 == 0) writer.Flush();
            }
        }

        LogFolder folder = _log.Read();
        var block = new RawBlock();
        for (int offset = 0; offset < count; offset++)
        {
            using LogReader reader = folder.OpenReader(0, offset);
            int wanted = (offset % 50) + 1;
            int read = reader.Read(block, wanted, 1 << 16);
            Assert.InRange(read, 1, wanted);
            Assert.Equal((offset, offset + read), (block.From, block.To));
            for (int i = 0; i < read; i++)
            {
                RecordSpan span = block.Records[i];
                Assert.True(TestLog.Record(offset + i).AsSpan().SequenceEqual(block.Buffer.AsSpan(span.Start, span.Length)), $"offset {offset + i}");
            }
        }

        using LogReader atEnd = folder.OpenReader(0, count);
        Assert.Equal(0, atEnd.Read(block, 10, 1000));
        atEnd.Seek(17);
        Assert.Equal(1, atEnd.Read(block, 1, 1000));
        Assert.Equal(17, block.From);
        Assert.Equal(count, Assert.Throws<LogBeyondEndException>(() => folder.OpenReader(0, count + 1)).End);
        Assert.Throws<LogTruncatedException>(() => folder.OpenReader(0, -1));
    }

    [Fact]
    public void Small_requests_see_every_record_once()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { FrameBytes = 4096, SegmentBytes = 16 << 10 });
        for (int i = 0; i < 1000; i++) writer.Append(0, TestLog.Record(i));
        writer.Flush();
        foreach (int maxRecords in new[] { 1, 3, 64, 100_000 })
        {
            using LogReader reader = writer.OpenReader(0, 0);
            List<byte[]> all = TestLog.ReadAll(reader, maxRecords, maxBytes: maxRecords * 10);
            Assert.Equal(1000, all.Count);
            for (int i = 0; i < all.Count; i++) Assert.Equal(TestLog.Record(i), all[i]);
        }
    }

    [Fact]
    public void Log_timestamps_never_go_back()
    {
        var time = new ManualTime();
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using (LogWriter writer = _log.Write(new LogWriterOptions { TimeProvider = time }))
        {
            AppendAt(writer, time, now);
            AppendAt(writer, time, now - 5000);
            AppendAt(writer, time, now + 7);
        }

        using (LogWriter writer = _log.Write(new LogWriterOptions { TimeProvider = time }))
        {
            AppendAt(writer, time, now - 1);
            Assert.Equal(now + 7, writer.Status(0).LastTimestamp);
        }

        using LogReader reader = _log.Read().OpenReader(0, 0);
        var block = new RawBlock();
        reader.Read(block, 100, 1 << 20);
        Assert.Equal([now, now, now + 7, now + 7], block.Records.Take(block.Count).Select(record => record.LogTimestamp));
    }

    [Fact]
    public void A_reader_takes_no_memory_for_a_record()
    {
        using LogWriter writer = _log.Write();
        for (int i = 0; i < 200_000; i++) writer.Append(0, "a record of the usual length, more or less, give or take"u8);
        writer.Flush();
        var block = new RawBlock();
        using LogReader reader = writer.OpenReader(0, 0);
        while (reader.Read(block, 10_000, 4 << 20) > 0) { }

        reader.Seek(0);
        reader.Read(block, 10_000, 4 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.Read(block, 10_000, 4 << 20) > 0) { }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    private static void AppendAt(LogWriter writer, ManualTime time, long now)
    {
        time.Set(now);
        writer.Append(0, "x"u8);
        writer.Flush();
    }
}
