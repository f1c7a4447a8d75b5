using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;
using Pipeline.Store.Files;
using Pipeline.Store.Registry;
using Pipeline.Store.Tests.Files;

namespace Pipeline.Store.Tests.Registry;

public sealed class RegistryTests
{
    internal const string Path = "/data/registry";

    private readonly SimulatedFiles _files = new();

    internal static Generation Generation(long first) => new(first, 4, 1, "log-a", new byte[] { 1, 2, 3 });

    internal static async Task<EpochRegistryFile> Begun(IFileLayer files)
    {
        var registry = EpochRegistryFile.Open(Path, files);
        long term = await registry.DrawTermAsync();
        await registry.BeginGenerationAsync(term, Generation(0), new EpochCut(0, [0, 0]));
        return registry;
    }

    [Fact]
    public async Task An_empty_one_has_no_state_and_draws_growing_terms()
    {
        using var registry = EpochRegistryFile.Open(Path, _files);
        Assert.Null(await registry.ReadAsync());
        Assert.Equal(-1, registry.HighestNumber);
        Assert.Equal(1, await registry.DrawTermAsync());
        Assert.Equal(2, await registry.DrawTermAsync());
        RegisterAnswer answer = await registry.BeginGenerationAsync(1, Generation(0), new EpochCut(0, [0]));
        Assert.Equal(RegisterOutcome.StaleTerm, answer.Outcome);
        Assert.Equal(2, answer.State.Term);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await registry.RegisterAsync(2, new EpochCut(1, [1])));
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        using (EpochRegistryFile registry = await Begun(_files))
        {
            for (int i = 1; i <= 20; i++) await registry.RegisterAsync(1, new EpochCut(i, [i * 10, i * 7L << 33]));
            Assert.True(await registry.MoveCursorAsync("es", 3, null, new SinkCursor(7, 1)));
            Assert.True(await registry.MoveCursorAsync("es", 2, null, new SinkCursor(8, 1)));
            Assert.True(await registry.MoveCursorAsync("es", 2, new SinkCursor(8, 1), null));
        }

        _files.LosePower(new Random(1));
        using var again = EpochRegistryFile.Open(Path, _files);
        Assert.Equal(default, again.Opening);
        RegistryState state = (await again.ReadAsync())!;
        Assert.Equal(new EpochCut(20, [200, 140L << 33]), state.Newest);
        Assert.Equal(1, state.Term);
        Assert.Equal(4, state.Generation.Shards);
        Assert.Equal("log-a", state.Generation.LogIdentity);
        Assert.Equal([1, 2, 3], state.Generation.Settings.ToArray());
        Assert.Equal(new EpochCut(5, [50, 35L << 33]), await again.FindAsync(5));
        Assert.Null(await again.FindAsync(21));
        Assert.Equal(new SinkCursor(7, 1), await again.ReadCursorAsync("es", 3));
        Assert.Null(await again.ReadCursorAsync("es", 2));
        Assert.Equal(2, await again.DrawTermAsync());
    }

    [Fact]
    public async Task An_epoch_of_one_partition_is_less_than_100_bytes()
    {
        using EpochRegistryFile registry = await Begun(_files);
        long before = _files.LengthOf(Path);
        await registry.RegisterAsync(1, new EpochCut(1, [1_000_000_000, 0]));
        Assert.InRange(_files.LengthOf(Path) - before, 1, 100);
    }

    [Fact]
    public async Task Registering_is_a_compare_and_set()
    {
        using EpochRegistryFile registry = await Begun(_files);
        Assert.Equal(RegisterOutcome.Registered, (await registry.RegisterAsync(1, new EpochCut(1, [5, 5]))).Outcome);
        Assert.Equal(RegisterOutcome.NotNext, (await registry.RegisterAsync(1, new EpochCut(1, [5, 5]))).Outcome);
        Assert.Equal(RegisterOutcome.NotNext, (await registry.RegisterAsync(1, new EpochCut(3, [5, 5]))).Outcome);
        Assert.Equal(RegisterOutcome.PositionBehind, (await registry.RegisterAsync(1, new EpochCut(2, [5, 4]))).Outcome);
        Assert.Equal(RegisterOutcome.PositionBehind, (await registry.RegisterAsync(1, new EpochCut(2, [5]))).Outcome);
        Assert.Equal(2, await registry.DrawTermAsync());
        RegisterAnswer stale = await registry.RegisterAsync(1, new EpochCut(2, [6, 6]));
        Assert.Equal(RegisterOutcome.StaleTerm, stale.Outcome);
        Assert.Equal(new EpochCut(1, [5, 5]), stale.State.Newest);
        Assert.Equal(RegisterOutcome.StaleTerm, (await registry.RegisterAsync(3, new EpochCut(2, [6, 6]))).Outcome);
        Assert.Equal(RegisterOutcome.Registered, (await registry.RegisterAsync(2, new EpochCut(2, [6, 6, 1]))).Outcome);
    }

    [Fact]
    public async Task A_generation_begins_above_every_number()
    {
        using EpochRegistryFile registry = await Begun(_files);
        await registry.RegisterAsync(1, new EpochCut(1, [5, 5]));
        Assert.Equal(RegisterOutcome.NotNext, (await registry.BeginGenerationAsync(1, Generation(0), new EpochCut(0, [0, 0]))).Outcome);
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await registry.BeginGenerationAsync(1, Generation(7), new EpochCut(7, [0, 0])));
        long first = EpochCut.GenerationStep;
        RegisterAnswer begun = await registry.BeginGenerationAsync(1, Generation(first), new EpochCut(first, [0, 0]));
        Assert.Equal(RegisterOutcome.Registered, begun.Outcome);
        Assert.Equal(first, begun.State.Generation.First);
        Assert.Equal(RegisterOutcome.Registered, (await registry.RegisterAsync(1, new EpochCut(first + 1, [1, 1]))).Outcome);
        Assert.NotNull(await registry.FindAsync(1));
    }

    [Fact]
    public async Task Cursors_move_by_compare_and_set()
    {
        using EpochRegistryFile registry = await Begun(_files);
        var one = new SinkCursor(1, 1);
        var two = new SinkCursor(2, 1);
        Assert.False(await registry.MoveCursorAsync("es", 0, one, two));
        Assert.True(await registry.MoveCursorAsync("es", 0, null, one));
        Assert.False(await registry.MoveCursorAsync("es", 0, null, two));
        Assert.False(await registry.MoveCursorAsync("es", 0, one with { Incarnation = 2 }, two));
        Assert.Equal(one, await registry.ReadCursorAsync("es", 0));
        Assert.True(await registry.MoveCursorAsync("es", 0, one, two));
        Assert.True(await registry.MoveCursorAsync("es", 0, two, null));
        Assert.Null(await registry.ReadCursorAsync("es", 0));
        Assert.Null(await registry.ReadCursorAsync("es", 1));
    }

    [Fact]
    public async Task Thinning_keeps_the_last_of_each_run_the_generations_first_and_what_cursors_name()
    {
        using EpochRegistryFile registry = await Begun(_files);
        for (int i = 1; i <= 100; i++) await registry.RegisterAsync(1, new EpochCut(i, [i, i]));
        await registry.MoveCursorAsync("es", 0, null, new SinkCursor(33, 1));
        await registry.ThinAsync(oldestInUse: 55, keepEach: 10);
        var left = new List<int>();
        for (int i = 0; i <= 100; i++)
        {
            if (await registry.FindAsync(i) is not null) left.Add(i);
        }

        Assert.Equal([0, 9, 19, 29, 33, 39, 49, 54, .. Enumerable.Range(55, 46)], left);
    }

    [Fact]
    public async Task A_quiet_year_stays_small()
    {
        using (EpochRegistryFile registry = await Begun(_files))
        {
            const int Day = 24 * 60;
            SinkCursor? cursor = null;
            for (int i = 1; i <= 60 * Day; i++)
            {
                await registry.RegisterAsync(1, new EpochCut(i, [i, i]));
                if (i % 60 != 0) continue;
                await registry.ThinAsync(i - 120, 60);
                var next = new SinkCursor(i, 1);
                await registry.MoveCursorAsync("es", 0, cursor, next);
                cursor = next;
            }
        }

        Assert.InRange(_files.LengthOf(Path), 1, 60 * 24 * 100 * 3);
        using var again = EpochRegistryFile.Open(Path, _files);
        Assert.Equal(60 * 24 * 60, (await again.ReadAsync())!.Newest.Number);
        Assert.NotNull(await again.FindAsync(59));
        Assert.Equal(1, (await again.ReadAsync())!.Term);
    }

    [Fact]
    public async Task Cursors_that_move_all_the_time_do_not_let_the_file_grow()
    {
        using EpochRegistryFile registry = await Begun(_files);
        for (int i = 0; i < 30_000; i++)
        {
            await registry.MoveCursorAsync(
                "elasticsearch", i % 4, i < 4 ? null : new SinkCursor(i - 4, 1), new SinkCursor(i, 1));
        }

        Assert.InRange(_files.LengthOf(Path), 1, (1 << 20) + 200);
        Assert.Equal(new SinkCursor(29_999, 1), await registry.ReadCursorAsync("elasticsearch", 3));
    }

    [Fact]
    public async Task Many_threads_register_each_number_once()
    {
        using EpochRegistryFile registry = await Begun(_files);
        int registered = 0;
        await Parallel.ForAsync(0, 8, async (_, cancellation) =>
        {
            for (int i = 0; i < 200; i++)
            {
                RegistryState state = (await registry.ReadAsync(cancellation))!;
                var cut = new EpochCut(state.Newest.Number + 1, [state.Newest.Positions[0] + 1, 0]);
                if ((await registry.RegisterAsync(1, cut, cancellation)).Outcome == RegisterOutcome.Registered) Interlocked.Increment(ref registered);
            }
        });
        RegistryState end = (await registry.ReadAsync())!;
        Assert.Equal(registered, end.Newest.Number);
        Assert.Equal(registered, end.Newest.Positions[0]);
    }
}
