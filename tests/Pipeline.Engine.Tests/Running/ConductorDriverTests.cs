using Pipeline.Core.Epochs;

namespace Pipeline.Engine.Tests.Running;

/// <summary>The driver and the conductor as a pair: whatever becomes of an epoch, readers are let go and nothing is registered twice.</summary>
public sealed class ConductorDriverTests : IDisposable
{
    private readonly DriverRig _rig = new();

    [Fact]
    public void What_is_in_the_log_is_registered_sealed_and_shown_and_the_readers_go_on()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        Assert.Equal(_rig.Newest, _rig.Shown[^1]);
        Assert.Equal(_rig.Newest, _rig.Sealed[^1]);
        Assert.False(_rig.Reader.IsStopped);
        Assert.True(_rig.Driver.Held > TimeSpan.Zero);
        _rig.Append(50);
        _rig.StepUntilShown(150);
        Assert.Equal(_rig.Sealed.Count, _rig.Driver.Epochs);
    }

    [Theory]
    [InlineData(nameof(RegistryFault.RequestLost), 3)]
    [InlineData(nameof(RegistryFault.AnswerLost), 1)]
    public void Without_an_answer_the_same_cut_is_registered_once(string fault, int times)
    {
        _rig.StepUntil(() => _rig.Shards.Count > 0, "the start");
        for (int i = 0; i < times; i++) _rig.Registry.Faults.Enqueue(Enum.Parse<RegistryFault>(fault));
        long before = _rig.Newest.Number;
        _rig.Append(100);
        _rig.StepUntilShown(100);
        Assert.Empty(_rig.Registry.Faults);
        Assert.Equal(before + 1, _rig.Newest.Number);
        Assert.Equal(fault == nameof(RegistryFault.AnswerLost) ? 1 : times + 1, _rig.Registry.Asked.Count);
        Assert.All(_rig.Registry.Asked, cut => Assert.Equal(_rig.Newest, cut));
        Assert.False(_rig.Reader.IsStopped);
    }

    [Fact]
    public void A_registry_that_is_silent_for_long_holds_nobody_for_ever()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        _rig.Registry.BeforeRegister = () => _rig.Registry.IsSilent = true;
        _rig.Append(50);
        _rig.StepUntil(() => _rig.Registry.IsSilent && !_rig.Reader.IsStopped || _rig.Driver.Stopped is not null, "the end of the attempt");
        Assert.Null(_rig.Driver.Stopped);
        Assert.Equal(100, _rig.Newest.Positions[0]);
        Assert.Equal(100, _rig.Shown[^1].Positions[0]);
        _rig.Registry.IsSilent = false;
        _rig.StepUntilShown(150);
        Assert.False(_rig.Reader.IsStopped);
    }

    [Fact]
    public void A_registry_that_is_silent_at_the_start_is_a_reason_to_stop()
    {
        _rig.Registry.IsSilent = true;
        _rig.StepUntil(() => _rig.Driver.Stopped is not null, "the stop");
        Assert.Equal(StopReason.RegistryUnreachable, _rig.Driver.Stopped);
        Assert.Empty(_rig.Shards);
    }

    [Fact]
    public async Task A_late_answer_is_waited_for_and_nothing_is_shown_before()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        var late = new TaskCompletionSource();
        _rig.Registry.Late = late;
        var asked = new TaskCompletionSource();
        _rig.Registry.BeforeRegister = asked.SetResult;
        _rig.Append(50);
        Task steps = Task.Run(() => _rig.StepUntilShown(150));
        await asked.Task;
        Assert.False(steps.IsCompleted);
        Assert.Equal(100, _rig.Shown[^1].Positions[0]);
        Assert.Equal(100, _rig.Sealed[^1].Positions[0]);
        _rig.Registry.Late = null;
        late.SetResult();
        await steps;
    }

    [Fact]
    public void Asked_to_stop_while_slices_land_it_makes_that_epoch_the_last()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        using (_rig.HoldShard())
        {
            _rig.Append(50);
            _rig.StepUntil(() => _rig.Driver.IsLanding, "the landing");
            _rig.Driver.AskToStop();
            _rig.Append(25);
            for (int i = 0; i < 20; i++) _rig.Step();
            Assert.Null(_rig.Driver.Stopped);
        }

        _rig.StepUntil(() => _rig.Driver.Stopped is not null, "the stop");
        Assert.Equal(StopReason.Asked, _rig.Driver.Stopped);
        Assert.Equal(_rig.Newest, _rig.Shown[^1]);
        Assert.Equal(150, _rig.Newest.Positions[0]);
        Assert.True(_rig.Reader.IsStopped, "what is read behind the last epoch is folded for nothing");
    }

    [Fact]
    public void Slices_that_never_land_hold_the_readers_no_longer_than_the_limit()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        using (_rig.HoldShard())
        {
            _rig.Append(50);
            _rig.StepUntil(() => _rig.Driver.IsLanding, "the landing");
            Assert.True(_rig.Reader.IsStopped);
            _rig.NowMs += new ConductorOptions().AttemptLimitMs;
            _rig.Step();
            Assert.False(_rig.Driver.IsLanding);
            Assert.False(_rig.Reader.IsStopped);
            Assert.Equal(100, _rig.Newest.Positions[0]);
        }

        _rig.StepUntilShown(150);
    }

    [Fact]
    public void A_refused_seal_lets_the_readers_go_and_shows_nothing()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        int shown = _rig.Shown.Count;
        TimeSpan held = _rig.Driver.Held;

        // As if another reader had handed the shard more meanwhile: it stands beyond the cut.
        _rig.Registry.BeforeRegister = () => _rig.Shards[0].Host.With(s =>
        {
            s.Begin(new ReadingBegin(0, 150, 151));
            return 0;
        });
        _rig.Append(50);
        _rig.StepUntil(() => _rig.Newest.Positions[0] == 150 && !_rig.Reader.IsStopped, "the end of the attempt");
        Assert.Equal(shown, _rig.Shown.Count);
        Assert.True(_rig.Driver.Held > held);
        _rig.Append(50);
        _rig.StepUntilShown(200);
    }

    [Fact]
    public void A_second_conductor_that_took_over_ends_the_first()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        _rig.DrawTermAsAnother();
        _rig.Append(50);
        _rig.StepUntil(() => _rig.Driver.Stopped is not null, "the stop");
        Assert.Equal(StopReason.NewerTerm, _rig.Driver.Stopped);
        Assert.Equal(100, _rig.Newest.Positions[0]);
        Assert.Equal(100, _rig.Shown[^1].Positions[0]);
    }

    [Fact]
    public void A_number_that_another_took_first_is_not_shown_as_ones_own()
    {
        _rig.Append(100);
        _rig.StepUntilShown(100);
        EpochCut before = _rig.Newest, others = new(before.Number + 1, [120]);
        _rig.Registry.BeforeRegister = () => Assert.Equal(RegisterOutcome.Registered, _rig.RegisterAsAnother(others).Outcome);
        _rig.Append(50);
        _rig.StepUntil(() => _rig.Driver.Stopped is not null, "the stop");
        Assert.Equal(StopReason.NewerTerm, _rig.Driver.Stopped);
        Assert.Equal(others, _rig.Newest);
        Assert.Equal(before, _rig.Shown[^1]);
        Assert.Equal(before, _rig.Sealed[^1]);
    }

    public void Dispose() => _rig.Dispose();
}
