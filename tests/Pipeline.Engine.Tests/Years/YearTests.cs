using System.Globalization;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Engine.Tests.Rebuilds;
using Pipeline.Generator;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Engine.Tests.Years;

/// <summary>
/// A generated year in one process, in order as it would arrive: its memory is what shoppers and products explain and the days that may be
/// there, however many days went by. <c>PIPELINE_YEAR_EVENTS</c> is the year's number of records, 300,000 by default.
/// </summary>
public sealed class YearTests
{
    private const int Days = 365;

    /// <summary>Days of a shard in memory beyond which a snapshot is taken, so that they can be put away.</summary>
    private const int DaysAtMost = 24;

    /// <summary>And those that are touched while one is written, which the next one puts away: one day of the stream reaches 15 days back.</summary>
    private const int DaysMeanwhile = 24;

    private const long Day = 86_400_000;

    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("PIPELINE_YEAR_EVENTS") ?? "300000", CultureInfo.InvariantCulture);

    private static readonly int Shoppers = Records / 30;
    private static readonly int Products = Math.Min(50_000, Records / 100);

    /// <summary>Beside the usual funnels one whose attempts last for two weeks: it fetches days back that were put away.</summary>
    private static readonly FoldSettings Fold = new()
    {
        Funnels =
        [
            .. FunnelDefinition.Defaults,
            new FunnelDefinition(
                "two-weeks",
                [EventMatch.Of(EventType.PageView), EventMatch.Of(EventType.ProductView), EventMatch.Of(EventType.Purchase)],
                15 * Day,
                FunnelOrder.Sequential,
                [FunnelField.Country],
                []),
        ],
    };

    [Fact]
    public void Memory_follows_shoppers_and_not_days()
    {
        using var folder = new MadeFolder();
        string path = new DataFolderPaths(folder.Data).Log;
        Directory.CreateDirectory(path);
        using (LogWriter log = LogWriter.Open(path, new LogWriterOptions { Partitions = 1 })) RunYear(folder, log);
        folder.AssertIsFreshReplay(Fold, "the year");
    }

    private static void RunYear(MadeFolder folder, LogWriter log)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var engine = new PipelineEngine(new EngineOptions
        {
            Data = folder.Data,
            Settings = new PipelineSettings
            {
                Fold = Fold,
                Epochs = new EpochSettings { IntervalMilliseconds = 2, BacklogIntervalMilliseconds = 10 },
            },
            Shards = 1,
        });
        Task running = Task.Run(() => engine.Run(stop.Token), CancellationToken.None);
        var generator = new ShopGenerator(new GeneratorOptions
        {
            Events = Records,
            Seed = 11,
            Shape = RecordShape.Full,
            Shoppers = Shoppers,
            Products = Products,
            DurationMilliseconds = Days * Day,
            OutOfOrderShare = 0.03,
            LateShare = 0.005,
        });
        for (long appended = 0; appended < Records;)
        {
            long before = appended;
            for (; appended - before < Records / Days && generator.TryNext(out ReadOnlySpan<byte> record); appended++) log.Append(0, record);
            if (appended == before) break;
            log.Flush();
            AwaitAndCheck(engine, running, appended);
        }

        Assert.True(engine.Days.Away > 10 * DaysAtMost && engine.Days.Fetched > 0, $"days: {engine.Days}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine.Status().MemoryBytes} bytes, {engine.Status().Shoppers} shoppers, days {engine.Days}");
        stop.Cancel();
        running.GetAwaiter().GetResult();
        Assert.InRange(engine.Days.Loaded, 0, DaysAtMost); // The last snapshot has them all.
    }

    /// <summary>
    /// The next day comes once this one is in an epoch: its seal begins a snapshot where too many days are in memory, and with it they go.
    /// <para>
    /// The bound, in bytes: 1 Mi of what every engine has, 1 Ki for each shopper (a row of 128, kept events, open attempts, remembered ids),
    /// 8 for each record (4 for a product that a shopper has seen, in a table that doubles), 256 for each product, and for each of 48 days
    /// 256 Ki (minutes, edges, funnels' rows and half-used pages) and 256 for each of its records (product-hours). Days that stay would soon be
    /// more than that: there are over three hundred.
    /// </para>
    /// </summary>
    private static void AwaitAndCheck(PipelineEngine engine, Task running, long appended)
    {
        bool isThere = Folders.WaitUntil(() => running.IsCompleted || engine.Newest is { } cut && cut.PositionOf(0) >= appended);
        Assert.False(running.IsCompleted, running.Exception?.ToString());
        Assert.True(isThere, $"record {appended} was in no epoch in time");
        Assert.True(
            Folders.WaitUntil(() => running.IsCompleted || engine.Days.Loaded <= DaysAtMost + DaysMeanwhile),
            $"at record {appended} days stay in memory: {engine.Days}");
        EngineStatus status = engine.Status();
        long explained = (1 << 20) + (status.Shoppers << 10) + (appended * 8) + (Products * 256L);
        long days = (DaysAtMost + DaysMeanwhile) * ((256L << 10) + (Records / Days * 256L));
        Assert.True(
            status.MemoryBytes <= explained + days,
            $"at record {appended}: {status.MemoryBytes} bytes, of which {status.Shoppers} shoppers explain {explained} and days {days}");
    }
}
