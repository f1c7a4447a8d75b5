using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Epochs;

public sealed class ConductorTests
{
    private static readonly Generation Shape = new(0, 2, 1, "log", new byte[] { 7 });

    private readonly Conductor _conductor = new(new ConductorOptions(), new ConductorStart(Shape, [0, 5], [100, 100], -1, StartChoice.GoOn));

    [Fact]
    public void A_fresh_registry_gets_a_generation_that_begins_where_the_log_does()
    {
        var begin = Only<ConductorCommand.BeginGeneration>(Start(null));
        Assert.Equal(new EpochCut(0, [0, 5]), begin.First);
        Assert.Null(begin.Generation.Overtakes);
    }

    [Fact]
    public void Readers_begin_at_the_lowest_position_of_all_shards()
    {
        Start(State(3, 40, 50));
        Assert.Empty(_conductor.Handle(new ConductorEvent.ShardStands(0, [30, 45], -1)));
        var begin = Only<ConductorCommand.LetReadersBegin>(_conductor.Handle(new ConductorEvent.ShardStands(1, [20, 50], -1)));
        Assert.Equal([20, 45], begin.Positions);
    }

    [Fact]
    public void An_epoch_is_stopped_landed_registered_sealed_and_only_then_shown()
    {
        ReadAt(40, 50);
        var stop = Only<ConductorCommand.StopReaders>(Progress(44, 50, 50));
        Assert.Empty(_conductor.Handle(new ConductorEvent.ReaderStopped(stop.Round, 0, 44)));
        Only<ConductorCommand.AskShards>(_conductor.Handle(new ConductorEvent.ReaderStopped(stop.Round, 1, 50)));
        Stands(0, 44, 50);
        Assert.Empty(Stands(1, 40, 50));
        var register = Only<ConductorCommand.RegisterCut>(Stands(1, 44, 50));
        Assert.Equal(new EpochCut(4, [44, 50]), register.Cut);
        var registered = new RegisterAnswer(RegisterOutcome.Registered, State(4, 44, 50));
        Only<ConductorCommand.SealShards>(_conductor.Handle(new ConductorEvent.RegisterAnswered(registered)));
        Assert.Empty(_conductor.Handle(new ConductorEvent.ShardSealed(0, 4)));
        Assert.Collection(
            _conductor.Handle(new ConductorEvent.ShardSealed(1, 4)),
            c => Assert.Equal(stop.Round, Assert.IsType<ConductorCommand.LetReadersGo>(c).Round),
            c => Assert.Equal(4, Assert.IsType<ConductorCommand.Show>(c).Cut.Number));
    }

    [Fact]
    public void No_cut_is_registered_that_lies_behind_the_last_one()
    {
        ReadAt(40, 50);
        var stop = Only<ConductorCommand.StopReaders>(Progress(44, 50, 50));
        _conductor.Handle(new ConductorEvent.ReaderStopped(stop.Round, 0, 35));
        _conductor.Handle(new ConductorEvent.ReaderStopped(stop.Round, 1, 50));
        Stands(0, 35, 50);
        Only<ConductorCommand.LetReadersGo>(Stands(1, 35, 50));
    }

    [Fact]
    public void After_a_crash_no_reader_is_stopped_before_the_shards_are_back_where_they_were()
    {
        Start(State(3, 40, 50));
        Stands(0, 30, 45);
        Stands(1, 40, 50);
        Only<ConductorCommand.AskShards>(Progress(44, 50, 50));
        Stands(0, 42, 50);
        Only<ConductorCommand.StopReaders>(Progress(44, 50, 51));
    }

    [Fact]
    public void Who_finds_a_newer_term_stops_and_says_so()
    {
        Landed();
        var answer = new RegisterAnswer(RegisterOutcome.StaleTerm, State(4, 60, 60) with { Term = 3 });
        IReadOnlyList<ConductorCommand> commands = _conductor.Handle(new ConductorEvent.RegisterAnswered(answer));
        Assert.Equal(StopReason.NewerTerm, Assert.IsType<ConductorCommand.StopSelf>(commands[^1]).Reason);
        Assert.Empty(_conductor.Handle(new ConductorEvent.TimerTicked(9_999)));
    }

    [Fact]
    public void Without_an_answer_the_same_cut_is_registered_again_unless_it_is_there()
    {
        EpochCut cut = Landed();
        _conductor.Handle(new ConductorEvent.RegistryUnknown());
        Only<ConductorCommand.ReadRegistry>(_conductor.Handle(new ConductorEvent.TimerTicked(100)));
        var again = Only<ConductorCommand.RegisterCut>(_conductor.Handle(new ConductorEvent.RegistryRead(State(3, 40, 50))));
        Assert.Equal(cut, again.Cut);
        _conductor.Handle(new ConductorEvent.RegistryUnknown());
        Only<ConductorCommand.ReadRegistry>(_conductor.Handle(new ConductorEvent.TimerTicked(200)));
        Only<ConductorCommand.SealShards>(_conductor.Handle(new ConductorEvent.RegistryRead(State(4, 44, 50))));
    }

    [Fact]
    public void A_registry_that_never_answers_is_given_up_and_the_readers_go()
    {
        Landed();
        for (int tries = 1; tries < new ConductorOptions().RegistryTries; tries++)
        {
            Assert.Empty(_conductor.Handle(new ConductorEvent.RegistryUnknown()));
            Only<ConductorCommand.ReadRegistry>(_conductor.Handle(new ConductorEvent.TimerTicked(1_000 * tries)));
        }

        Only<ConductorCommand.LetReadersGo>(_conductor.Handle(new ConductorEvent.RegistryUnknown()));
    }

    [Fact]
    public void Where_nothing_came_no_reader_is_stopped()
    {
        ReadAt(40, 50);
        Assert.Empty(Progress(40, 50, 5_000));
    }

    [Fact]
    public void Under_a_backlog_an_epoch_takes_a_second_unless_too_much_is_unfinished()
    {
        ReadAt(40, 50);
        Abandon(44);
        _conductor.Handle(new ConductorEvent.ReaderProgressed(0, 45, 10, true));
        Assert.Empty(_conductor.Handle(new ConductorEvent.TimerTicked(900)));
        _conductor.Handle(new ConductorEvent.ReaderProgressed(0, 46, 64 << 20, true));
        Only<ConductorCommand.StopReaders>(_conductor.Handle(new ConductorEvent.TimerTicked(901)));
    }

    [Fact]
    public void A_reader_that_stopped_for_nothing_is_let_go()
    {
        ReadAt(40, 50);
        Only<ConductorCommand.LetReaderGo>(_conductor.Handle(new ConductorEvent.StoppedReaderAsks(new Round(0, 9), 0)));
    }

    [Fact]
    public void A_conductor_that_cannot_finish_lets_the_readers_go()
    {
        ReadAt(40, 50);
        Only<ConductorCommand.StopReaders>(Progress(44, 50, 50));
        Only<ConductorCommand.LetReadersGo>(_conductor.Handle(new ConductorEvent.TimerTicked(10_051)));
    }

    [Theory]
    [InlineData(StartChoice.GoOn, 9, StopReason.RegistryBehind)]
    [InlineData(StartChoice.GoOn, 3, null)]
    [InlineData(StartChoice.RegistryPutBack, 9, null)]
    public void Who_knows_a_higher_number_proves_that_the_registry_is_behind(StartChoice choice, long highest, StopReason? stop)
    {
        var conductor = new Conductor(new ConductorOptions(), new ConductorStart(Shape, [0, 5], [100, 100], highest, choice));
        conductor.Handle(new ConductorEvent.Started());
        conductor.Handle(new ConductorEvent.TermDrawn(2));
        ConductorCommand command = Assert.Single(conductor.Handle(new ConductorEvent.RegistryRead(State(3, 40, 50))));
        Assert.Equal(stop, (command as ConductorCommand.StopSelf)?.Reason);
        if (choice != StartChoice.RegistryPutBack) return;
        var begin = Assert.IsType<ConductorCommand.BeginGeneration>(command);
        Assert.Equal(new EpochCut(EpochCut.GenerationStep, [40, 50]), begin.First);
        Assert.Equal([100, 100], begin.Generation.Overtakes!.Positions);
        Assert.True(begin.Generation.Owns(9));
    }

    [Fact]
    public void A_rebuild_begins_higher_at_the_logs_start_and_overtakes_what_was_shown()
    {
        var begin = Assert.IsType<ConductorCommand.BeginGeneration>(Rebuild(StartChoice.Rebuild, State(3, 40, 50), 0));
        Assert.Equal(new EpochCut(EpochCut.GenerationStep, [0, 0]), begin.First);
        Assert.Equal([40, 50], begin.Generation.Overtakes!.Positions);
        Assert.False(begin.Generation.Owns(3));
    }

    [Fact]
    public void What_lies_behind_the_logs_end_is_not_waited_for()
    {
        var begin = Assert.IsType<ConductorCommand.BeginGeneration>(Rebuild(StartChoice.Rebuild, State(3, 40, 500), 0));
        Assert.Equal([40, 100], begin.Generation.Overtakes!.Positions);
    }

    [Theory]
    [InlineData(39, true)]
    [InlineData(40, false)]
    public void A_rebuild_that_has_not_caught_up_goes_on_however_often_it_is_asked_for(long position, bool goesOn)
    {
        Generation rebuilt = Shape with { First = EpochCut.GenerationStep, Overtakes = new EpochCut(3, [40, 50]) };
        var state = new RegistryState(rebuilt, new EpochCut(EpochCut.GenerationStep + 2, [position, 50]), 2);
        ConductorCommand command = Rebuild(StartChoice.Rebuild, state, 0);
        Assert.Equal(goesOn, command is ConductorCommand.OpenShards);
        Assert.Equal(goesOn ? null : 2 * EpochCut.GenerationStep, (command as ConductorCommand.BeginGeneration)?.First.Number);
    }

    [Theory]
    [InlineData(StartChoice.Rebuild, StopReason.LogBeginningMissing)]
    [InlineData(StartChoice.RebuildFromWhatIsLeft, null)]
    public void Without_the_logs_beginning_a_rebuild_is_a_choice(StartChoice choice, StopReason? stop)
    {
        ConductorCommand command = Rebuild(choice, State(3, 40, 50), 5);
        Assert.Equal(stop, (command as ConductorCommand.StopSelf)?.Reason);
        if (stop is null) Assert.Equal([0, 5], Assert.IsType<ConductorCommand.BeginGeneration>(command).First.Positions);
    }

    private static ConductorCommand Rebuild(StartChoice choice, RegistryState state, long logStart)
    {
        var conductor = new Conductor(
            new ConductorOptions(), new ConductorStart(Shape, [0, logStart], [100, 100], state.Newest.Number, choice));
        conductor.Handle(new ConductorEvent.Started());
        conductor.Handle(new ConductorEvent.TermDrawn(2));
        return Assert.Single(conductor.Handle(new ConductorEvent.RegistryRead(state)));
    }

    private static RegistryState State(long number, params long[] positions) => new(Shape, new EpochCut(number, positions), 2);

    private static T Only<T>(IReadOnlyList<ConductorCommand> commands) => Assert.IsType<T>(Assert.Single(commands));

    private IReadOnlyList<ConductorCommand> Start(RegistryState? state)
    {
        Only<ConductorCommand.DrawTerm>(_conductor.Handle(new ConductorEvent.Started()));
        Only<ConductorCommand.ReadRegistry>(_conductor.Handle(new ConductorEvent.TermDrawn(2)));
        return _conductor.Handle(new ConductorEvent.RegistryRead(state));
    }

    /// <summary>Epoch 3 is registered and sealed, and the readers go.</summary>
    private void ReadAt(params long[] positions)
    {
        Only<ConductorCommand.OpenShards>(Start(State(3, positions)));
        Stands(0, positions);
        Stands(1, positions);
        ConductorCommand[] asked = [.. Progress(positions[0], positions[1], 0)];
        Round round = Assert.IsType<ConductorCommand.StopReaders>(Assert.Single(asked)).Round;
        for (int p = 0; p < 2; p++) _conductor.Handle(new ConductorEvent.ReaderStopped(round, p, positions[p]));
        Stands(0, positions);
        Only<ConductorCommand.SealShards>(Stands(1, positions));
        _conductor.Handle(new ConductorEvent.ShardSealed(0, 3));
        _conductor.Handle(new ConductorEvent.ShardSealed(1, 3));
        Assert.Equal(ConductorPhase.Reading, _conductor.Phase);
    }

    /// <summary>The readers are stopped, every shard stands at the cut, and it is being registered.</summary>
    private EpochCut Landed()
    {
        ReadAt(40, 50);
        var stop = Only<ConductorCommand.StopReaders>(Progress(44, 50, 50));
        _conductor.Handle(new ConductorEvent.ReaderStopped(stop.Round, 0, 44));
        _conductor.Handle(new ConductorEvent.ReaderStopped(stop.Round, 1, 50));
        Stands(0, 44, 50);
        return Only<ConductorCommand.RegisterCut>(Stands(1, 44, 50)).Cut;
    }

    private void Abandon(long position)
    {
        Only<ConductorCommand.StopReaders>(Progress(position, 50, 50));
        Only<ConductorCommand.LetReadersGo>(_conductor.Handle(new ConductorEvent.ReaderLost(1)));
        _conductor.Handle(new ConductorEvent.ReaderProgressed(1, 50, 0, false));
    }

    private IReadOnlyList<ConductorCommand> Stands(int shard, params long[] positions) =>
        _conductor.Handle(new ConductorEvent.ShardStands(shard, positions, 3));

    private IReadOnlyList<ConductorCommand> Progress(long first, long second, long nowMs)
    {
        _conductor.Handle(new ConductorEvent.ReaderProgressed(0, first, 0, false));
        _conductor.Handle(new ConductorEvent.ReaderProgressed(1, second, 0, false));
        return _conductor.Handle(new ConductorEvent.TimerTicked(nowMs));
    }
}
