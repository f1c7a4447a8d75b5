using Pipeline.Log.Tests.Support;

namespace Pipeline.Log.Tests;

/// <summary>What a writer finds that was not closed: torn tails, power cuts at every operation, lost end files.</summary>
public sealed class TailTests : IDisposable
{
    private readonly TestLog _log = new(inMemory: true);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_tail_torn_at_any_byte_is_cut_to_whole_frames()
    {
        // Three durable records, then three frames of which the end file knows nothing, as after a power cut.
        byte[] end;
        long durableBytes;
        var frameEnds = new List<long>();
        using (LogWriter writer = _log.Write())
        {
            AppendFlushed(writer, 0, 3);
            end = File.ReadAllBytes(_log.EndPath());
            durableBytes = new FileInfo(_log.Segments()[0]).Length;
            for (int i = 3; i < 6; i++)
            {
                AppendFlushed(writer, i, i + 1);
                frameEnds.Add(new FileInfo(_log.Segments()[0]).Length);
            }
        }

        byte[] whole = File.ReadAllBytes(_log.Segments()[0]);
        for (long length = durableBytes; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_log.Segments()[0], whole.AsSpan(0, (int)length).ToArray());
            File.WriteAllBytes(_log.EndPath(), end);
            _log.AssertHolds(3, because: $"a reader before recovery, {length} bytes");
            int kept = frameEnds.Count(frameEnd => frameEnd <= length);
            using LogWriter writer = _log.Write();
            Assert.Equal(kept, writer.Recovered[0].RecordsKept);
            Assert.Equal(length - (kept == 0 ? durableBytes : frameEnds[kept - 1]), writer.Recovered[0].BytesCut);
            _log.AssertHolds(3 + kept, because: $"{length} bytes");
            AppendFlushed(writer, 3 + kept, 8);
            _log.AssertHolds(8, because: $"going on after {length} bytes");
        }
    }

    [Fact]
    public void A_tail_damaged_behind_the_durable_end_is_cut()
    {
        byte[] end;
        int durableBytes;
        using (LogWriter writer = _log.Write())
        {
            AppendFlushed(writer, 0, 3);
            end = File.ReadAllBytes(_log.EndPath());
            durableBytes = (int)new FileInfo(_log.Segments()[0]).Length;
            AppendFlushed(writer, 3, 4);
        }

        byte[] whole = File.ReadAllBytes(_log.Segments()[0]);
        for (int i = durableBytes; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x40;
            File.WriteAllBytes(_log.Segments()[0], damaged);
            File.WriteAllBytes(_log.EndPath(), end);
            using LogWriter writer = _log.Write();
            Assert.Equal(whole.Length - durableBytes, writer.Recovered[0].BytesCut);
            Assert.Equal(durableBytes, new FileInfo(_log.Segments()[0]).Length);
            _log.AssertHolds(3, because: $"byte {i} flipped");
        }
    }

    [Fact]
    public void After_a_power_cut_at_any_operation_all_that_was_acknowledged_is_there_and_nothing_was_seen_that_is_not()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            using var log = new TestLog(inMemory: true);
            var random = new Random(seed);
            var files = new FaultyFiles();
            var options = new LogWriterOptions { Files = files, SegmentBytes = 4096, FrameBytes = 256 + random.Next(1000), TimeProvider = new ManualTime() };
            log.Write(options).Dispose();
            long held = 0;
            for (int life = 0; life < 4; life++)
            {
                files.OperationsLeft = random.Next(60);
                long acknowledged = RunUntilItStops(log, options, held, seed, random);
                files.PowerCut(random);
                string because = $"seed {seed}, life {life}";
                using LogWriter writer = log.Write(options);
                held = writer.End(0);
                Assert.True(held >= acknowledged, $"{because}: acknowledged {acknowledged}, held {held}");
                log.AssertHolds(held, seed: seed, because: because);
            }
        }
    }

    [Fact]
    public void A_lost_or_damaged_end_file_is_rebuilt_from_all_that_is_whole()
    {
        using (LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 4096 })) AppendFlushed(writer, 0, 200);
        Assert.True(_log.Segments().Length > 3);
        File.Delete(_log.EndPath());
        Assert.Throws<LogCorruptException>(() => _log.Read().End(0));
        using (LogWriter writer = _log.Write())
        {
            Assert.True(writer.Recovered[0].EndRebuilt);
            Assert.Equal(200, writer.End(0));
        }

        File.WriteAllBytes(_log.EndPath(), new byte[4096]);
        Assert.Throws<LogCorruptException>(() => _log.Read().OpenReader(0, 0));
        _log.Write().Dispose();
        _log.AssertHolds(200);

        byte[] flipped = File.ReadAllBytes(_log.Segments()[1]);
        flipped[100] ^= 1;
        File.WriteAllBytes(_log.Segments()[1], flipped);
        File.Delete(_log.EndPath());
        Assert.Equal(_log.Segments()[1], Assert.Throws<LogCorruptException>(() => _log.Write()).File);
    }

    [Fact]
    public void One_damaged_slot_of_the_end_file_costs_nothing_that_was_synced()
    {
        for (int slot = 512; slot <= 1024; slot += 512)
        {
            using var log = new TestLog(inMemory: true);
            using (LogWriter writer = log.Write()) AppendFlushed(writer, 0, 10);
            byte[] end = File.ReadAllBytes(log.EndPath());
            end[slot + 17] ^= 1;
            File.WriteAllBytes(log.EndPath(), end);
            using (LogReader reader = log.Read().OpenReader(0, 0)) Assert.InRange(TestLog.ReadAll(reader).Count, 0, 10);
            log.Write().Dispose();
            log.AssertHolds(10, because: $"slot {slot}");
        }
    }

    [Fact]
    public void What_was_durable_and_is_gone_stops_the_writer()
    {
        using (LogWriter writer = _log.Write(new LogWriterOptions { SegmentBytes = 4096 })) AppendFlushed(writer, 0, 100);
        string last = _log.Segments()[^1];
        byte[] whole = File.ReadAllBytes(last);
        File.WriteAllBytes(last, whole.AsSpan(0, whole.Length - 1).ToArray());
        Assert.Equal(last, Assert.Throws<LogCorruptException>(() => _log.Write()).File);
        File.Delete(last);
        Assert.Equal(last, Assert.Throws<LogCorruptException>(() => _log.Write()).File);
    }

    private static void AppendFlushed(LogWriter writer, int from, int to)
    {
        for (int i = from; i < to; i++) writer.Append(0, TestLog.Record(i));
        writer.Flush();
    }

    /// <summary>Appends, flushes and reads until an operation fails; the lowest number of records that must be there afterwards.</summary>
    private static long RunUntilItStops(TestLog log, LogWriterOptions options, long next, int seed, Random random)
    {
        long acknowledged = next;
        try
        {
            using LogWriter writer = log.Write(options);
            using LogReader reader = log.Read().OpenReader(0, 0);
            try
            {
                while (true)
                {
                    for (int i = random.Next(40); i > 0; i--) writer.Append(0, TestLog.Record(next++, seed));
                    if (random.Next(3) > 0)
                    {
                        writer.Flush();
                        acknowledged = next;
                    }
                }
            }
            catch (LogWriteException)
            {
                TestLog.ReadAll(reader);
                acknowledged = Math.Max(acknowledged, reader.Position); // who was seen must stay
            }
        }
        catch (IOException)
        {
            // It stopped while the log was opened.
        }

        return acknowledged;
    }
}
