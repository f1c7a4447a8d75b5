using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

/// <summary>A full disk and failing writes and syncs: stops, loses nothing acknowledged, goes on.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TestLog _log = new();
    private readonly FaultyFiles _files = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_full_disk_stops_the_writer_until_there_is_space()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            using var log = new TestLog(inMemory: true);
            var files = new FaultyFiles();
            var random = new Random(seed);
            using LogWriter writer = log.Write(new LogWriterOptions { Files = files, SegmentBytes = 4096, FrameBytes = 512, TimeProvider = new ManualTime() });
            long next = 0;
            for (int round = 0; round < 4; round++)
            {
                files.Space = random.Next(12_000);
                LogWriteException error = await Assert.ThrowsAsync<LogWriteException>(async () =>
                {
                    while (true) Assert.Equal(next, await writer.AppendAsync(0, TestLog.Record(next++, seed)));
                });
                string because = $"seed {seed}, round {round}";
                next--;
                Assert.True(error.IsDiskFull, because);
                Assert.Equal(next, error.DurableEnd);
                Assert.Throws<LogWriteException>(() => writer.Append(0, []));
                log.AssertHolds(next, seed: seed, because: because);

                files.Space = long.MaxValue;
                writer.Resume();
                Assert.True(next == writer.End(0), because);
            }

            writer.Append(0, TestLog.Record(next++, seed));
            writer.Flush();
            log.AssertHolds(next, seed: seed, because: $"seed {seed}");
        }
    }

    [Fact]
    public void After_a_full_disk_opening_again_works_as_well()
    {
        long durable;
        using (LogWriter writer = _log.Write(new LogWriterOptions { Files = _files, TimeProvider = new ManualTime() }))
        {
            for (int i = 0; i < 10; i++) writer.Append(0, TestLog.Record(i));
            writer.Flush();
            durable = writer.End(0);
            _files.Space = 100;
            writer.Append(0, new byte[1000]);
            Assert.Throws<LogWriteException>(writer.Flush);
            Assert.Throws<LogWriteException>(writer.Flush);
        }

        Assert.Equal(10, durable);
        using LogWriter next = _log.Write();
        Assert.Equal(100, next.Recovered[0].BytesCut);
        _log.AssertHolds(10);
    }

    [Fact]
    public async Task After_a_failed_sync_only_what_was_durable_before_is_trusted()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { Files = _files, TimeProvider = new ManualTime() });
        for (int i = 0; i < 5; i++) await writer.AppendAsync(0, TestLog.Record(i));
        _files.FailingSyncs = 2;
        await Assert.ThrowsAsync<LogWriteException>(async () => await writer.AppendAsync(0, TestLog.Text("lost")));
        Assert.Throws<LogWriteException>(writer.Resume);
        await Assert.ThrowsAsync<LogWriteException>(async () => await writer.AppendAsync(0, TestLog.Text("refused")));
        writer.Resume();
        Assert.Equal(5, writer.End(0));
        Assert.Equal(5, await writer.AppendAsync(0, TestLog.Record(5)));
        _log.AssertHolds(6);
    }

    [Fact]
    public void What_was_written_whole_before_a_full_disk_becomes_durable_with_resume()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { Files = _files, TimeProvider = new ManualTime() });
        byte[] record = new byte[100_000];
        for (int i = 0; i < 11; i++) writer.Append(0, record); // written at a mebibyte, not synced
        _files.Space = 50_000;
        writer.Append(0, record);
        Assert.Throws<LogWriteException>(writer.Flush);
        Assert.Equal(0, writer.End(0));
        _files.Space = long.MaxValue;
        writer.Resume();
        Assert.Equal(11, writer.End(0));
    }

    [Fact]
    public async Task A_failing_partition_does_not_stop_the_others()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { Partitions = 2, Files = _files, TimeProvider = new ManualTime() });
        _files.FailingSyncs = 1;
        await Assert.ThrowsAsync<LogWriteException>(async () => await writer.AppendAsync(0, TestLog.Text("x")));
        Assert.Equal(0, await writer.AppendAsync(1, TestLog.Text("x")));
    }

    [Fact]
    public async Task Everybody_who_waits_is_told()
    {
        using var syncing = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using LogWriter writer = _log.Write(new LogWriterOptions { Files = _files, TimeProvider = new ManualTime(), MaxPendingBytes = 64 << 10 });
        _files.BeforeSync = () =>
        {
            syncing.Set();
            goOn.Wait();
        };
        _files.FailingSyncs = 1;
        Task<long> first = writer.AppendAsync(0, new byte[10]).AsTask();
        syncing.Wait();

        // One batch is being synced, one is full, the rest waits for room.
        Task<long>[] others = [.. Enumerable.Range(0, 20).Select(_ => writer.AppendAsync(0, new byte[10_000]).AsTask())];
        using var cancel = new CancellationTokenSource();
        Task<long> cancelled = writer.AppendAsync(0, new byte[10_000], cancel.Token).AsTask();
        Assert.DoesNotContain(others, task => task.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _files.BeforeSync = null;
        goOn.Set();
        await Assert.ThrowsAsync<LogWriteException>(() => first);
        foreach (Task<long> other in others) await Assert.ThrowsAsync<LogWriteException>(() => other);
        writer.Resume();
        Assert.Equal(0, await writer.AppendAsync(0, new byte[1]));
    }
}
