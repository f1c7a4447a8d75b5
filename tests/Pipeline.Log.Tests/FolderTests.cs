using Pipeline.Core.Decoding;
using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

/// <summary>The log as a whole: who it is, who may write it, how many partitions it has, what it keeps.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TestLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_log_keeps_its_identity_and_refuses_another()
    {
        var identity = Guid.NewGuid();
        using (LogWriter writer = _log.Write(new LogWriterOptions { Identity = identity, Partitions = 3 })) Assert.Equal(identity, writer.Identity);
        using (LogWriter writer = _log.Write()) Assert.Equal((identity, 3), (writer.Identity, writer.Partitions));
        Assert.Equal((identity, 3), (_log.Read().Identity, _log.Read().Partitions));

        var other = Guid.NewGuid();
        LogMismatchException error = Assert.Throws<LogMismatchException>(() => _log.Write(new LogWriterOptions { Identity = other }));
        Assert.Equal((other.ToString(), identity.ToString()), (error.Expected, error.Found));
        Assert.Throws<LogMismatchException>(() => LogFolder.Open(_log.Folder, new LogFolderOptions { Identity = other }));
        Assert.Equal("partition count", Assert.Throws<LogMismatchException>(() => _log.Write(new LogWriterOptions { Partitions = 2 })).Property);
        _log.Write().Dispose();
    }

    [Fact]
    public void Two_logs_have_two_identities()
    {
        using var other = new TestLog();
        using LogWriter a = _log.Write(), b = other.Write();
        Assert.NotEqual(a.Identity, b.Identity);
    }

    [Fact]
    public void A_second_writer_is_refused_and_told_which_process()
    {
        using (_log.Write())
        {
            LogLockedException error = Assert.Throws<LogLockedException>(() => _log.Write());
            Assert.Equal(Environment.ProcessId, error.ProcessId);
            Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        }

        _log.Write().Dispose();
    }

    [Fact]
    public void No_log_is_said()
    {
        Assert.False(LogFolder.Exists(_log.Folder));
        Assert.Throws<DirectoryNotFoundException>(() => _log.Read());
        _log.Write().Dispose();
        Assert.True(LogFolder.Exists(_log.Folder));
    }

    [Fact]
    public void Partitions_can_be_added()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { Partitions = 2 });
        LogFolder folder = _log.Read();
        writer.Append(1, "old"u8);
        writer.Grow(4);
        writer.Append(3, "new"u8);
        writer.Flush();
        Assert.Equal((4, 2), (writer.Partitions, folder.Partitions));
        Assert.Throws<ArgumentOutOfRangeException>(() => folder.OpenReader(3, 0));
        Assert.Equal(4, folder.Refresh());
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(folder.End));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Grow(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Append(4, []));
        writer.Dispose();
        using LogWriter next = _log.Write(new LogWriterOptions { Partitions = 4 });
        Assert.Equal(1, next.End(3));
    }

    [Fact]
    public void A_creation_or_growth_that_was_cut_off_is_repeated()
    {
        for (int operations = 0; operations < 40; operations++)
        {
            using var log = new TestLog(inMemory: true);
            var files = new FaultyFiles { OperationsLeft = operations };
            var options = new LogWriterOptions { Files = files, Identity = new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), TimeProvider = new ManualTime() };
            try
            {
                using LogWriter stopped = log.Write(options);
                stopped.Append(0, "x"u8);
                stopped.Flush();
                stopped.Grow(3);
            }
            catch (Exception e) when (e is IOException or LogWriteException)
            {
                // The machine stopped.
            }

            files.PowerCut(new Random(operations));
            using LogWriter writer = log.Write(options);
            writer.Grow(3);
            Assert.True(writer.End(0) <= 1, $"{operations} operations");
            writer.Append(2, "y"u8);
            writer.Flush();
            Assert.Equal(1, log.Read().End(2));
        }
    }

    [Fact]
    public void Retention_is_off_unless_told()
    {
        using LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 4096 });
        Fill(writer, 0, 500);
        Assert.Equal(0, writer.Retain(0, long.MaxValue));
        Assert.Equal(0, writer.Start(0));
    }

    [Fact]
    public void Retention_by_size_deletes_whole_segments_below_the_floor()
    {
        var options = new LogWriterOptions { SegmentBytes = 4096, FrameBytes = 512, RetentionBytes = 20_000 };
        long start;
        using (LogWriter writer = _log.Write(options))
        {
            Fill(writer, 0, 500);
            LogPartitionStatus before = writer.Status(0);
            using LogReader slow = writer.OpenReader(0, 0);
            Assert.Equal(0, writer.Retain(0, floor: 10));
            long floored = writer.Retain(0, floor: 100);
            Assert.InRange(floored, 20, 100);
            start = writer.Retain(0, floor: long.MaxValue);
            LogPartitionStatus after = writer.Status(0);
            Assert.InRange(after.Bytes, 20_000 - 4096, 20_000);
            Assert.Equal((start, 500, before.Bytes > 60_000), (after.Start, after.End, true));
            Assert.Equal(after.Segments, _log.Segments().Length);
            Assert.Equal(start, Assert.Throws<LogTruncatedException>(() => writer.OpenReader(0, start - 1)).Start);
            Assert.Equal(start, Assert.Throws<LogTruncatedException>(() => TestLog.ReadAll(slow)).Start);
            using LogReader reader = writer.OpenReader(0, start);
            Assert.Equal(500 - start, TestLog.ReadAll(reader).Count);
        }

        using LogWriter next = _log.Write(options);
        Assert.Equal((start, 500), (next.Start(0), next.End(0)));
    }

    [Fact]
    public void Retention_by_age_goes_by_the_logs_time_and_spares_the_active_segment()
    {
        var time = new ManualTime();
        using LogWriter writer = _log.Write(
            new LogWriterOptions { SegmentBytes = 4096, FrameBytes = 512, RetentionAge = TimeSpan.FromHours(1), TimeProvider = time });
        Fill(writer, 0, 200);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, writer.Retain(0, long.MaxValue));
        Fill(writer, 200, 400);
        time.Advance(TimeSpan.FromMinutes(1));
        long start = writer.Retain(0, long.MaxValue);
        Assert.InRange(start, 150, 200);
        time.Advance(TimeSpan.FromDays(1));
        start = writer.Retain(0, long.MaxValue);
        Assert.InRange(start, 350, 399);
        Assert.Single(_log.Segments());
        using LogReader reader = writer.OpenReader(0, start);
        var block = new RawBlock();
        Assert.True(reader.Read(block, 10, 1000) > 0);
    }

    [Fact]
    public void Records_of_a_replayed_file_have_no_time_and_the_age_of_their_files()
    {
        var block = new RawBlock();
        using (LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 4096, FrameBytes = 512, Timestamps = false }))
        {
            Fill(writer, 0, 200);
            Assert.Null(writer.Status(0).LastTimestamp);
            using LogReader reader = writer.OpenReader(0, 0);
            Assert.True(reader.Read(block, 10, 1000) > 0);
            Assert.Equal(RecordSpan.NoTimestamp, block.Records[0].LogTimestamp);
        }

        var time = new ManualTime();
        time.Set(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        using LogWriter next = _log.Write(
            new LogWriterOptions { SegmentBytes = 4096, FrameBytes = 512, RetentionAge = TimeSpan.FromHours(1), TimeProvider = time });
        Fill(next, 200, 400);
        Assert.NotNull(next.Status(0).LastTimestamp);
        Assert.Equal(0, next.Retain(0, long.MaxValue));
        time.Advance(TimeSpan.FromHours(2));
        Assert.InRange(next.Retain(0, long.MaxValue), 350, 399);
    }

    [Fact]
    public void Retention_cut_off_between_start_and_deletion_is_finished_at_the_next_opening()
    {
        var files = new FaultyFiles();
        var options = new LogWriterOptions { SegmentBytes = 4096, FrameBytes = 512, RetentionBytes = 5000, Files = files, TimeProvider = new ManualTime() };
        using (LogWriter writer = _log.Write(options))
        {
            Fill(writer, 0, 300);
            files.OperationsLeft = 1;
            Assert.Throws<IOException>(() => writer.Retain(0, long.MaxValue));
            files.OperationsLeft = long.MaxValue;
            Assert.True(_log.Segments().Length > 5);
        }

        using LogWriter next = _log.Write(options);
        Assert.InRange(_log.Segments().Length, 1, 2);
        Assert.InRange(next.Start(0), 200, 299);
        using LogReader reader = next.OpenReader(0, next.Start(0));
        Assert.Equal(300 - next.Start(0), TestLog.ReadAll(reader).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    public void Settings_out_of_range_are_refused(int partitions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _log.Write(new LogWriterOptions { Partitions = partitions }));

    [Fact]
    public async Task A_closed_writer_says_so()
    {
        LogWriter writer = _log.Write();
        writer.Append(0, "kept"u8);
        writer.Dispose();
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Append(0, []));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.AppendAsync(0, TestLog.Text("x")));
        Assert.Throws<ObjectDisposedException>(writer.Flush);
        Assert.Equal(1, _log.Read().End(0));
    }

    private static void Fill(LogWriter writer, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            writer.Append(0, TestLog.Record(i));
            if (i % 3 == 0) writer.Flush();
        }

        writer.Flush();
    }
}
