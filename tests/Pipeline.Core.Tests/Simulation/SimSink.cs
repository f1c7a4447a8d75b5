using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>A sink outside: its index, what it was reported to refuse, and the checks of everything that is applied to it.</summary>
internal sealed class SimSink
{
    private readonly SimWorld _world;
    private readonly SimStorage _storage;
    private readonly Dictionary<string, long> _counts = [];
    private readonly HashSet<(string, long)> _refused = [];
    private readonly string? _poison;

    public SimSink(SimWorld world, SimStorage storage, string name, double refusals)
    {
        _world = world;
        _storage = storage;
        Name = name;
        _poison = world.Random.Chance(0.3) ? storage.Shards.Poison(world.Random) : null;
        Index = new FakeIndex(world.Random.Chance(0.5) ? 1_000 : 1_000_000) { Applied = Applied };
        Index.Refuse = item => Refuse(item, refusals);
    }

    public string Name { get; }

    public FakeIndex Index { get; }

    public int Incarnation { get; private set; } = 1;

    public bool IsStruckOff { get; private set; }

    public bool IsCalm { get; set; }

    public HashSet<(string Key, long Version)> Dead { get; } = [];

    /// <summary>Every shard has a cursor, unless the sink is struck off; another number of shards has others.</summary>
    public void SeeToCursors(int shards)
    {
        if (IsStruckOff) return;
        for (int s = 0; s < shards; s++)
        {
            _storage.Registry.MoveCursor(Name, s, null, new SinkCursor(-1, Incarnation));
        }

        for (int s = shards; _storage.Registry.ReadCursor(Name, s) is { } old; s++) _storage.Registry.MoveCursor(Name, s, old, null);
    }

    /// <summary>Emptied and begun anew.</summary>
    public void Reset()
    {
        _world.Note("sink reset");
        Incarnation++;
        IsStruckOff = false;
        SetCursors(new SinkCursor(-1, Incarnation));
        Index.Empty();
        _counts.Clear();
    }

    public void StrikeOff()
    {
        _world.Note("sink struck off");
        IsStruckOff = true;
        SetCursors(null);
    }

    /// <summary>The cursor may pass an epoch only if the sink holds all that a shard had to say up to there.</summary>
    public void CheckPassed(int shard, int shards, long epoch)
    {
        foreach (string key in _storage.Oracle.Keys)
        {
            if (key == _poison || SimRecord.ShardOf(key, shards) != shard) continue;
            byte[]? expected = _storage.Oracle.At(key, epoch);
            if (Index.Find(key) is not { } held)
            {
                _world.Check(expected is null, $"{Name}: the cursor of shard {shard} passed {epoch}, but {key} is not there");
            }
            else if (held.Version <= epoch)
            {
                bool same = held.Bytes is { } bytes ? expected is not null && bytes.Span.SequenceEqual(expected) : expected is null;
                _world.Check(same, $"{Name}: the cursor of shard {shard} passed {epoch}, but {key} is of {held.Version}");
            }
        }
    }

    /// <summary>At the end: exactly the documents and facts of the newest epoch.</summary>
    public void CheckEnd()
    {
        if (IsStruckOff) return;
        var expected = new Dictionary<string, byte[]>(_storage.Oracle.Newest);
        foreach (SinkItem document in Index.Documents)
        {
            _world.Check(expected.Remove(document.Key, out byte[]? bytes), $"{Name}: {document.Key} should not be there");
            _world.Check(document.Bytes.Span.SequenceEqual(bytes), $"{Name}: {document.Key} differs");
        }

        if (_poison is not null) expected.Remove(_poison);
        _world.Check(expected.Count == 0, $"{Name}: {string.Join(' ', expected.Keys)} lacking");
        IEnumerable<string> facts = _storage.Oracle.Facts(_storage.Registry.State!.Newest).Select(f => f.FactId);
        _world.Check(Index.Facts.SequenceEqual(facts.Order(StringComparer.Ordinal)), $"{Name}: facts differ");
        CheckDead();
    }

    /// <summary>What is reported was refused, and what is refused for ever is reported in its last form.</summary>
    private void CheckDead()
    {
        _world.Check(Dead.IsSubsetOf(_refused), $"{Name}: reported {string.Join(' ', Dead.Except(_refused))}, but nobody refused it");
        if (_poison is null || !_storage.Oracle.Newest.TryGetValue(_poison, out byte[]? last)) return;
        bool reported = Dead.Any(d => SimDocument.Same(_storage.Oracle.At(d.Key, d.Version), last));
        _world.Check(reported, $"{Name}: {_poison} was refused for ever, and nobody reported it");
    }

    private void SetCursors(SinkCursor? next)
    {
        for (int s = 0; s < _storage.Registry.State!.Generation.Shards; s++)
        {
            _storage.Registry.MoveCursor(Name, s, _storage.Registry.ReadCursor(Name, s), next);
        }
    }

    /// <summary>A refusal counts when somebody heard of it.</summary>
    public void Heard(SinkItem item, int status)
    {
        if (status == 400) _refused.Add((item.Key, item.Version));
    }

    private int? Refuse(SinkItem item, double refusals)
    {
        if (item.Key == _poison) return item.Kind == SinkItemKind.Document ? 400 : null;
        if (IsCalm || !_world.Random.Chance(refusals)) return null;
        return _world.Random.Below(4) switch { 0 => 429, 1 => 503, 2 => 500, _ => 403 };
    }

    private void Applied(SinkItem item)
    {
        if (item.Kind == SinkItemKind.Fact) return;
        _world.Note(item.Kind == SinkItemKind.Delete ? "deleted" : "written", item.Version, item.Key[0], item.Key[^1]);
        bool isOld = item.Version % EpochCut.GenerationStep == EpochCut.GenerationStep - 1;
        byte[]? expected = isOld ? null : _storage.Oracle.At(item.Key, item.Version);
        bool same = item.Kind == SinkItemKind.Delete
            ? expected is null
            : expected is not null && item.Bytes.Span.SequenceEqual(expected);
        _world.Check(same, $"{Name}: {item.Key} under {item.Version} is not what that epoch says");
        ReadOnlyMemory<byte>? applied = item.Kind == SinkItemKind.Delete ? null : item.Bytes;
        if (_storage.Shards.NeverFalls(item.Key, applied) is not { } count) return;
        _world.Check(count >= _counts.GetValueOrDefault(item.Key), $"{Name}: {item.Key} goes back");
        _counts[item.Key] = count;
    }
}
