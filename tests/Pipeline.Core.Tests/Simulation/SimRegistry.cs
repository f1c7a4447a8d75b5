using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>A registry in memory, and the checks that every registered epoch must pass.</summary>
internal sealed class SimRegistry(SimWorld world, SimOracle oracle)
{
    private readonly Dictionary<long, EpochCut> _everGiven = [];
    private SortedList<long, EpochCut> _epochs = [];
    private Dictionary<(string Sink, int Shard), SinkCursor> _cursors = [];
    private Generation? _generation;
    private long _term;

    public RegistryState? State => _generation is null ? null : new(_generation, _epochs.Values[^1], _term);

    public long HighestCursor => _cursors.Values.Select(c => c.Epoch).DefaultIfEmpty(-1).Max();

    public long DrawTerm() => ++_term;

    public RegisterAnswer Begin(long term, Generation generation, EpochCut first)
    {
        RegisterOutcome outcome =
            term != _term ? RegisterOutcome.StaleTerm
            : State is { } state && state.Newest.Number >= generation.First ? RegisterOutcome.NotNext
            : RegisterOutcome.Registered;
        if (outcome == RegisterOutcome.Registered)
        {
            _generation = generation;
            Add(first);
        }

        return new RegisterAnswer(outcome, State!);
    }

    public RegisterAnswer Register(long term, EpochCut cut)
    {
        EpochCut newest = State!.Newest;
        RegisterOutcome outcome =
            term != _term ? RegisterOutcome.StaleTerm
            : cut.Number != newest.Number + 1 ? RegisterOutcome.NotNext
            : !cut.IsNowhereBehind(newest) ? RegisterOutcome.PositionBehind
            : RegisterOutcome.Registered;
        world.Check(outcome != RegisterOutcome.PositionBehind, $"a conductor asks for a cut behind the newest: {cut.Number}");
        if (outcome == RegisterOutcome.Registered)
        {
            world.Check(!cut.Positions.SequenceEqual(newest.Positions), $"epoch {cut.Number}, but nothing came");
            Add(cut);
        }

        return new RegisterAnswer(outcome, State!);
    }

    public EpochCut? Find(long number) => _epochs.GetValueOrDefault(number);

    /// <summary>Where reading of a partition began: the position in the first epoch that names it.</summary>
    public long StartOf(int partition) => _epochs.Values.First(e => e.Number >= _generation!.Origin && e.Positions.Count > partition).Positions[partition];

    public SinkCursor? ReadCursor(string sink, int shard) => _cursors.GetValueOrDefault((sink, shard));

    public bool MoveCursor(string sink, int shard, SinkCursor? expected, SinkCursor? next)
    {
        if (ReadCursor(sink, shard) != expected) return false;
        if (next is null) _cursors.Remove((sink, shard));
        else _cursors[(sink, shard)] = next;
        return true;
    }

    /// <summary>The epoch that every cursor has passed.</summary>
    public long LowestCursor => _cursors.Values.Select(c => c.Epoch).DefaultIfEmpty(State?.Newest.Number ?? -1).Min();

    /// <summary>A copy of all that it holds; the action puts it back.</summary>
    public Action Backup()
    {
        (Generation? generation, long term) = (_generation, _term);
        var epochs = new SortedList<long, EpochCut>(_epochs);
        var cursors = new Dictionary<(string, int), SinkCursor>(_cursors);
        return () => (_generation, _term, _epochs, _cursors) = (generation, term, epochs, cursors);
    }

    /// <summary>Numbers that nobody saw were never given.</summary>
    public void ForgetUnseen(long highestKnown)
    {
        foreach (long number in _everGiven.Keys.Where(n => n > highestKnown && !_epochs.ContainsKey(n)).ToArray()) _everGiven.Remove(number);
        oracle.Forget(Math.Max(highestKnown, State!.Newest.Number));
    }

    private void Add(EpochCut cut)
    {
        world.Note("registered", cut.Number, cut.Positions.Sum());
        world.Check(_everGiven.TryAdd(cut.Number, cut), $"the number {cut.Number} is given twice");
        _epochs.Add(cut.Number, cut);
        oracle.Registered(_generation!, cut);
    }
}
