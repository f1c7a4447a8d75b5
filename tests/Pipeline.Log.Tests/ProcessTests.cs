using System.Globalization;
using Pipeline.Core.Decoding;
using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

/// <summary>Writer and readers in different processes, and a writer that is killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TestLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_reader_in_another_process_follows()
    {
        const int count = 2000;
        using LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 32 << 10, FrameBytes = 2048 });
        using ChildProcess first = ChildProcess.Start("follow", _log.Folder, $"{count}"), second = ChildProcess.Start("follow", _log.Folder, $"{count}");
        Assert.Equal(("ready", "ready"), (first.ReadLine(), second.ReadLine()));
        for (int i = 0; i < count; i++)
        {
            if (i % 3 == 0) await writer.AppendAsync(0, TestLog.Record(i));
            else writer.Append(0, TestLog.Record(i));
        }

        writer.Flush();
        foreach (ChildProcess reader in new[] { first, second })
        {
            string? last = null;
            while (reader.ReadLine() is { } line) last = line;
            Assert.Equal((0, $"{count}"), (reader.Wait(), last));
        }
    }

    [Fact]
    public void A_writer_in_another_process_is_named_and_its_end_frees_the_log()
    {
        using ChildProcess holder = ChildProcess.Start("hold", _log.Folder);
        Assert.Equal("held", holder.ReadLine());
        Assert.Equal(holder.Id, Assert.Throws<LogLockedException>(() => _log.Write()).ProcessId);
        holder.Kill();
        _log.Write().Dispose();
    }

    [Fact]
    public void A_killed_writer_loses_nothing_acknowledged_and_nothing_that_was_read()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            _log.Write(new LogWriterOptions { SegmentBytes = 16 << 10 }).Dispose();
            using LogReader reader = _log.Read().OpenReader(0, 0);
            using ChildProcess writer = ChildProcess.Start("append", _log.Folder, $"{seed}");
            long acknowledged = 0;
            for (int lines = 1 + random.Next(150); lines > 0; lines--)
            {
                acknowledged = long.Parse(writer.ReadLine()!, CultureInfo.InvariantCulture);
                Assert.True(reader.End >= acknowledged, $"seed {seed}: acknowledged {acknowledged}, readable {reader.End}");
            }

            writer.Kill();
            while (writer.ReadLine() is { Length: > 0 } line && long.TryParse(line, CultureInfo.InvariantCulture, out long more))
                acknowledged = Math.Max(acknowledged, more);
            var block = new RawBlock();
            while (reader.Read(block, 1000, 1 << 20) > 0) { }

            long seen = reader.Position;
            using LogWriter next = _log.Write();
            long held = next.End(0);
            Assert.True(held >= seen && seen >= acknowledged, $"seed {seed}: {acknowledged} acknowledged, {seen} read, {held} held");
            _log.AssertHolds(held, because: $"seed {seed}");
        }
    }
}
