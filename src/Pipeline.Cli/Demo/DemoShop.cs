using Pipeline.Cli.Commands;
using Pipeline.Cli.Sinks;
using Pipeline.Core.Settings;
using Pipeline.Generator;

namespace Pipeline.Cli.Demo;

/// <summary>The shop: appends its events to a folder's log, at a rate, from a thread of its own.</summary>
internal sealed class DemoShop : IDisposable
{
    private const long Hour = 3_600_000;

    private readonly LogSink _sink;
    private readonly ShopGenerator _generator;
    private readonly Pacer _pacer;
    private readonly CancellationTokenSource _close = new();
    private readonly Task _open;
    private long _sent;

    internal DemoShop(DemoRequest request, string data, TimeProvider time)
    {
        // Hours that have just passed: what one sees bears the dates of now and nothing lies in the future.
        long duration = request.ForMilliseconds * DemoRequest.Speed;
        long end = time.GetUtcNow().ToUnixTimeMilliseconds() / Hour * Hour - Hour; // The last sessions end some minutes after it.
        _generator = new ShopGenerator(new GeneratorOptions
        {
            Events = request.Events,
            Shape = RecordShape.Full,
            OutOfOrderShare = 0.02,
            Shoppers = 20_000,
            Products = 2_000,
            StartMilliseconds = end - duration,
            DurationMilliseconds = duration,
            Currencies = ["EUR"],
        });
        _sink = new LogSink(FolderLog.OpenWriter(data, new LogSettings(), partitions: 2, timestamps: false));
        _pacer = new Pacer(time, request.Rate);
        _open = Task.Factory.StartNew(
            Sell, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Records that are in the log, durably.</summary>
    internal long Sent => Volatile.Read(ref _sent);

    /// <summary>What was planted; only once it is closed.</summary>
    internal Planted Planted => _generator.Planted;

    /// <summary>Whether it has sent everything; throws what ended it otherwise.</summary>
    internal bool IsOver
    {
        get
        {
            if (_open.IsFaulted) _open.GetAwaiter().GetResult();
            return _open.IsCompleted;
        }
    }

    /// <summary>Sends no more; everything sent is in the log.</summary>
    internal void Close()
    {
        _close.Cancel();
        _open.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _close.Cancel();
        Task.WaitAny(_open);
        _sink.Dispose();
        _close.Dispose();
    }

    private void Sell()
    {
        while (!_close.IsCancellationRequested && _generator.TryNext(out ReadOnlySpan<byte> record))
        {
            _sink.Write(record);
            if (!_pacer.IsAhead(_generator.Emitted)) continue;
            Flush();
            _pacer.Wait(_generator.Emitted, _close.Token);
        }

        Flush();
    }

    private void Flush()
    {
        _sink.Flush();
        Volatile.Write(ref _sent, _generator.Emitted);
    }
}
