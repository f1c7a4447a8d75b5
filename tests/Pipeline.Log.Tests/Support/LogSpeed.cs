using System.Globalization;
using Pipeline.Core.Decoding;

namespace Pipeline.Log.Tests.Support;

/// <summary>
/// Measures the log: <c>PIPELINE_LOG_TESTS_CHILD='bench|FOLDER|RECORDS|BYTES' Pipeline.Log.Tests</c> (built for Release).
/// </summary>
internal static class LogSpeed
{
    public static int Run(string folder, long records, int bytes)
    {
        string log = Path.Combine(folder, "log-" + Guid.NewGuid().ToString("N"));
        var record = new byte[bytes];
        new Random(1).NextBytes(record);
        TimeProvider clock = TimeProvider.System;
        using (LogWriter writer = LogWriter.Open(log))
        {
            long began = clock.GetTimestamp();
            for (long i = 0; i < records; i++) writer.Append(0, record);
            writer.Flush();
            Say("append in bulk, durable", records, bytes, clock.GetElapsedTime(began), 0);
        }

        var block = new RawBlock();
        for (int round = 0; round < 3; round++)
        {
            using LogReader reader = LogFolder.Open(log).OpenReader(0, 0);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long began = clock.GetTimestamp(), seen = 0;
            while (reader.Read(block, 10_000, 4 << 20) is var read and > 0) seen += read;
            Say("read warm", seen, bytes, clock.GetElapsedTime(began), GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Seek(log, records, clock);
        Directory.Delete(log, recursive: true);
        foreach (int producers in new[] { 1, 16, 256 }) Group(log, producers, record, clock);
        return 0;
    }

    private static void Seek(string log, long records, TimeProvider clock)
    {
        using LogReader reader = LogFolder.Open(log).OpenReader(0, 0);
        var random = new Random(1);
        TimeSpan longest = default;
        for (int i = 0; i < 50; i++)
        {
            long began = clock.GetTimestamp();
            reader.Seek(random.NextInt64(records));
            if (clock.GetElapsedTime(began) is var took && took > longest) longest = took;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seek, longest of 50: {longest.TotalMilliseconds:F2} ms"));
    }

    private static void Group(string log, int producers, byte[] record, TimeProvider clock)
    {
        int each = Math.Max(100, 20_000 / producers);
        using (LogWriter writer = LogWriter.Open(log))
        {
            long began = clock.GetTimestamp();
            Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
            {
                for (int i = 0; i < (producers == 1 ? 500 : each); i++) await writer.AppendAsync(0, record);
            }))).GetAwaiter().GetResult();
            long count = writer.End(0);
            Say($"append acknowledged when synced, {producers} producers", count, record.Length, clock.GetElapsedTime(began), 0);
        }

        Directory.Delete(log, recursive: true);
    }

    private static void Say(string what, long records, int bytes, TimeSpan took, long allocated) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {records} records of {bytes} B in {took.TotalSeconds:F3} s, {records * (double)bytes / took.TotalSeconds / 1e6:F0} MB/s, {records / took.TotalSeconds:F0}/s, {allocated} B allocated"));
}
