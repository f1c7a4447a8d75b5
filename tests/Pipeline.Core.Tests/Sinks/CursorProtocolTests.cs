using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;

namespace Pipeline.Core.Tests.Sinks;

public sealed class CursorProtocolTests
{
    private static readonly Generation Generation = new(0, 1, 1, "log", default);

    private readonly CursorProtocol _protocol = new(new CursorOptions { Tries = 3, RetryMs = 10, RetryMaxMs = 25 });

    [Fact]
    public void The_cursor_moves_to_the_epoch_noted_at_the_start()
    {
        Begin(5);
        _protocol.Handle(new CursorEvent.EpochShown(Generation, 8));
        _protocol.Handle(new CursorEvent.BatchRead([], null));
        Only<CursorCommand.ReadFacts>(_protocol.Handle(new CursorEvent.FactsDurable(8)));
        var move = Only<CursorCommand.MoveCursor>(_protocol.Handle(new CursorEvent.BatchRead([], null)));
        Assert.Equal((new SinkCursor(2, 1), new SinkCursor(5, 1)), (move.Expected, move.Next));
    }

    [Fact]
    public void Only_what_may_be_taken_later_is_sent_again_and_only_what_never_will_is_reported()
    {
        Begin(5);
        SinkItem[] items = [.. Enumerable.Range(0, 6).Select(i => Item($"k{i}"))];
        Only<CursorCommand.Send>(_protocol.Handle(new CursorEvent.BatchRead(items, null)));
        Assert.Empty(_protocol.Handle(new CursorEvent.BulkAnswered(200, [201, 409, 429, 400, 503, 200])));
        Assert.Empty(_protocol.Handle(new CursorEvent.TimerTicked(9)));
        var again = Only<CursorCommand.Send>(_protocol.Handle(new CursorEvent.TimerTicked(10)));
        Assert.Equal(["k2", "k4"], again.Items.Select(i => i.Key));
        var dead = Only<CursorCommand.ReportDead>(_protocol.Handle(new CursorEvent.BulkAnswered(200, [200, 200])));
        Assert.Equal(new DeadItem(items[3], 400), Assert.Single(dead.Items));
    }

    [Fact]
    public void A_request_that_is_too_large_is_halved()
    {
        Begin(5);
        _protocol.Handle(new CursorEvent.BatchRead([Item("a"), Item("b"), Item("c")], null));
        var half = Only<CursorCommand.Send>(_protocol.Handle(new CursorEvent.BulkAnswered(413, [])));
        Assert.Equal(["a"], half.Items.Select(i => i.Key));
        var next = Only<CursorCommand.Send>(_protocol.Handle(new CursorEvent.BulkAnswered(200, [200])));
        Assert.Equal(["b"], next.Items.Select(i => i.Key));
    }

    [Fact]
    public void A_batch_that_is_never_taken_is_given_up_for_a_newer_one()
    {
        Begin(5);
        _protocol.Handle(new CursorEvent.BatchRead([Item("a")], null));
        long now = 0;
        for (int tries = 0; tries < 3; tries++)
        {
            Assert.Equal(CursorPhase.Sending, _protocol.Phase);
            _protocol.Handle(new CursorEvent.CallFailed());
            if (tries < 2) Only<CursorCommand.Send>(_protocol.Handle(new CursorEvent.TimerTicked(now += 25)));
        }

        Only<CursorCommand.ReadCursor>(_protocol.Handle(new CursorEvent.TimerTicked(now + 25)));
    }

    [Fact]
    public void A_sink_struck_off_is_left_alone()
    {
        _protocol.Handle(new CursorEvent.EpochShown(Generation, 5));
        Only<CursorCommand.Finished>(_protocol.Handle(new CursorEvent.CursorRead(null)));
        Assert.Empty(_protocol.Handle(new CursorEvent.EpochShown(Generation, 6)));
    }

    private static SinkItem Item(string key) => new(SinkItemKind.Document, key, 4, default);

    private static T Only<T>(IReadOnlyList<CursorCommand> commands) => Assert.IsType<T>(Assert.Single(commands));

    private void Begin(long newest)
    {
        Only<CursorCommand.ReadCursor>(_protocol.Handle(new CursorEvent.EpochShown(Generation, newest)));
        var read = Only<CursorCommand.ReadBatch>(_protocol.Handle(new CursorEvent.CursorRead(new SinkCursor(2, 1))));
        Assert.Equal(2, read.Since);
    }
}
