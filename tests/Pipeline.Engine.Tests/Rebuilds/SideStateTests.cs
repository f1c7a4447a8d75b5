using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;

namespace Pipeline.Engine.Tests.Rebuilds;

/// <summary>A state made anew beside the one that goes on, and put in its place, is that of a fresh start; until then nothing changes.</summary>
public sealed class SideStateTests : IDisposable
{
    private static readonly FoldSettings Old = new();
    private static readonly FoldSettings New = new() { HorizonMilliseconds = 3 * 3_600_000, Funnels = [FunnelDefinition.Defaults[0]] };

    private readonly MadeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_catches_up_is_looked_at_and_takes_over_where_the_state_ended()
    {
        _folder.Append(1, records: 3_000, partitions: 2);
        for (int run = 0; run < 4; run++) _folder.Run(Old, shards: 2); // More numbers than the side will give out.
        EpochCut before = NewestOf(_folder.Data);
        var counted = new List<long>();
        SideState.CatchUp(OptionsOf(New), before.Number, before.Positions, counted.Add, TestContext.Current.CancellationToken);
        Assert.Equal(3_000, counted[^1]);
        Assert.Equal(before.Positions, NewestOf(SideState.PathOf(_folder.Data)).Positions);
        Assert.Equal(before, NewestOf(_folder.Data));

        _folder.Append(2, records: 1_000, partitions: 2);
        _folder.Run(Old, shards: 2);
        _folder.AssertIsFreshReplay(Old, "the state beside which another was made");
        EpochCut last = NewestOf(_folder.Data);

        FoldSettings shapedBy = SideState.TakeOver(OptionsOf(Old), TestContext.Current.CancellationToken);
        Assert.Empty(FoldSettingsComparer.Differences(New, shapedBy));
        Assert.False(SideState.Exists(_folder.Data));
        Assert.Equal(last.Positions, NewestOf(_folder.Data).Positions);
        Assert.True(NewestOf(_folder.Data).Number > last.Number);
        _folder.AssertIsFreshReplay(New, "what took over");

        _folder.Append(3, records: 500, partitions: 2);
        _folder.Run(New, shards: null);
        _folder.AssertIsFreshReplay(New, "what took over, going on");
    }

    [Fact]
    public void It_is_made_anew_for_other_settings_and_where_the_numbers_have_passed_it()
    {
        _folder.Append(1, records: 1_000, partitions: 2);
        _folder.Run(Old, shards: 2);
        EpochCut at = NewestOf(_folder.Data);
        SideState.CatchUp(OptionsOf(New), at.Number, at.Positions, _ => { }, TestContext.Current.CancellationToken);
        FoldSettings third = New with { HorizonMilliseconds = 0 };
        SideState.CatchUp(OptionsOf(third), at.Number, at.Positions, _ => { }, TestContext.Current.CancellationToken);
        Assert.Empty(FoldSettingsComparer.Differences(third, SettingsOf(SideState.GenerationOf(_folder.Data)!)));

        _folder.Run(Old with { SessionGapMilliseconds = 60_000 }, shards: 2, StartChoice.Rebuild);
        at = NewestOf(_folder.Data);
        Assert.Throws<InvalidOperationException>(() => SideState.TakeOver(OptionsOf(Old), TestContext.Current.CancellationToken));
        SideState.CatchUp(OptionsOf(third), at.Number, at.Positions, _ => { }, TestContext.Current.CancellationToken);
        SideState.TakeOver(OptionsOf(Old), TestContext.Current.CancellationToken);
        _folder.AssertIsFreshReplay(third, "made anew above the numbers");
    }

    [Fact]
    public void Stopped_before_it_is_there_it_goes_on_another_time()
    {
        _folder.Append(1, records: 2_000, partitions: 1);
        _folder.Run(Old, shards: 1);
        EpochCut at = NewestOf(_folder.Data);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SideState.CatchUp(OptionsOf(New), at.Number, at.Positions, _ => { }, stopped.Token));
        SideState.CatchUp(OptionsOf(New), at.Number, at.Positions, _ => { }, TestContext.Current.CancellationToken);
        SideState.TakeOver(OptionsOf(Old), TestContext.Current.CancellationToken);
        _folder.AssertIsFreshReplay(New, "interrupted and gone on");
    }

    private static FoldSettings SettingsOf(Generation generation) => SettingsReader.ReadStored(generation.Settings.Span).Settings!.Fold;

    private static EpochCut NewestOf(string data)
    {
        using StoredEpoch stored = StoredEpoch.Open(data, _ => { }, TestContext.Current.CancellationToken)!;
        return stored.State.Newest;
    }

    private EngineOptions OptionsOf(FoldSettings fold) => new()
    {
        Data = _folder.Data, Settings = new PipelineSettings { Fold = fold }, Shards = 2,
    };
}
