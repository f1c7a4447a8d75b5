using Pipeline.Core.Decoding;
using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

/// <summary>No reader passes the durable end, whatever is in the file already.</summary>
public sealed class DurableEndTests : IDisposable
{
    private readonly TestLog _log = new();
    private readonly RawBlock _block = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Buffered_records_are_acknowledged_but_not_read_before_they_are_durable()
    {
        var time = new ManualTime();
        using LogWriter writer = _log.Write(new LogWriterOptions { Durability = LogDurability.Buffered, TimeProvider = time });
        using LogReader inside = writer.OpenReader(0, 0), outside = _log.Read().OpenReader(0, 0);
        Assert.Equal(0, await writer.AppendAsync(0, TestLog.Text("x")));
        Assert.True(new FileInfo(_log.Segments()[0]).Length > 64, "it is in the file");
        foreach (LogReader reader in new[] { inside, outside }) Assert.Equal((0, 0L), (reader.Read(_block, 10, 1000), reader.End));
        Assert.Throws<LogBeyondEndException>(() => writer.OpenReader(0, 1));

        ValueTask durable = inside.WaitAsync();
        Assert.False(durable.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(20));
        await durable;
        foreach (LogReader reader in new[] { inside, outside }) Assert.Equal(1, reader.Read(_block, 10, 1000));
    }

    [Fact]
    public void Bulk_records_are_not_read_before_they_are_durable()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { TimeProvider = new ManualTime(), SyncBytes = 16 << 20 });
        using LogReader reader = writer.OpenReader(0, 0);
        byte[] record = new byte[1000];
        for (int i = 0; i < 5000; i++) writer.Append(0, record);
        Assert.True(new FileInfo(_log.Segments()[0]).Length > 4_000_000, "most of it is in the file");
        Assert.Equal((0, 0L), (reader.Read(_block, 10, 1000), writer.End(0)));
        for (int i = 5000; i < 20_000; i++) writer.Append(0, record);
        Assert.True(writer.End(0) > 15_000, "the bound of unsynced bytes makes them durable");
        writer.Flush(0);
        Assert.Equal(20_000, TestLog.ReadAll(reader).Count);
    }

    [Fact]
    public void While_a_sync_runs_nothing_of_it_is_seen()
    {
        var files = new FaultyFiles();
        using LogWriter writer = _log.Write(new LogWriterOptions { Files = files, SegmentBytes = 8192, FrameBytes = 512, TimeProvider = new ManualTime() });
        using LogReader reader = _log.Read().OpenReader(0, 0);
        long flushed = 0;
        int looked = 0;
        files.BeforeSync = () =>
        {
            looked++;
            TestLog.ReadAll(reader);
            Assert.True(reader.Position == Volatile.Read(ref flushed) || reader.Position == writer.End(0), $"read up to {reader.Position}");
            Assert.Equal(writer.End(0), reader.Position);
        };
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i < 20; i++) writer.Append(0, TestLog.Record(flushed + i));
            writer.Flush();
            flushed += 20;
        }

        Assert.InRange(looked, 51, 1000);
        files.BeforeSync = null;
        _log.AssertHolds(1000);
    }

    [Fact]
    public async Task Readers_follow_a_writer_and_see_each_record_once()
    {
        const int count = 4000;
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 64 << 10, FrameBytes = 2048 });
        LogFolder folder = _log.Read();
        LogReader[] readers = [writer.OpenReader(0, 0), writer.OpenReader(0, 0), folder.OpenReader(0, 0), folder.OpenReader(0, 0)];
        Task[] following = [.. readers.Select(reader => Task.Run(() => FollowAsync(reader, count, stop.Token)))];
        Task<long>[] appends = new Task<long>[count];
        for (int i = 0; i < count; i++) appends[i] = writer.AppendAsync(0, TestLog.Record(i)).AsTask();
        await Task.WhenAll(appends);
        for (int i = 0; i < count; i++) Assert.Equal(i, await appends[i]);
        await Task.WhenAll(following);
        foreach (LogReader reader in readers) reader.Dispose();
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled_and_goes_on_when_the_writer_changes()
    {
        LogWriter writer = _log.Write();
        using LogReader reader = writer.OpenReader(0, 0);
        using var cancel = new CancellationTokenSource();
        ValueTask cancelled = reader.WaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cancelled);

        ValueTask waiting = reader.WaitAsync();
        writer.Dispose();
        using LogWriter next = _log.Write();
        await next.AppendAsync(0, TestLog.Text("x"));
        await waiting;
        Assert.Equal(1, reader.Read(_block, 10, 1000));
    }

    private static async Task FollowAsync(LogReader reader, int count, CancellationToken cancellation)
    {
        var block = new RawBlock();
        long seen = 0;
        while (seen < count)
        {
            await reader.WaitAsync(cancellation);
            Assert.True(reader.Read(block, 100, 1 << 20) > 0);
            for (int i = 0; i < block.Count; i++, seen++)
            {
                RecordSpan span = block.Records[i];
                Assert.True(TestLog.Record(seen).AsSpan().SequenceEqual(block.Buffer.AsSpan(span.Start, span.Length)), $"record {seen}");
            }
        }
    }
}
