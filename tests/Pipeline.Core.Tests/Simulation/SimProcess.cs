using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>Everything that a crash takes away: conductors, readers, shards, senders, and what is shown.</summary>
internal sealed class SimProcess(SimWorld world, SimStorage storage, Generation shape)
{
    private readonly Dictionary<(long Epoch, int Shard), SealedShard> _seals = [];
    private readonly List<SimSender> _senders = [];
    private readonly List<SimConductor> _conductors = [];
    private readonly long _firstAtStart = storage.Registry.State?.Generation.First ?? -1;
    private StartChoice _choice;

    public SimStorage Storage => storage;

    public bool IsAlive { get; private set; } = true;

    public Generation? Generation { get; private set; }

    public List<SimShardHost> Hosts { get; } = [];

    public List<SimReader> Readers { get; } = [];

    public SimShown? Shown { get; private set; }

    /// <summary>The facts of all shards up to this epoch are durable.</summary>
    public long DurableFacts => Hosts.Count == 0 ? -1 : Hosts.Min(h => h.DurableFacts);

    /// <summary>The registry was put back: a conductor has to find out and to stop before it may go on higher.</summary>
    public bool MustFindRegistryBehind { get; init; }

    public override string ToString() => string.Join("; ", _conductors) + "; shards "
        + string.Join(' ', Hosts.Select(h => h.IsOpen ? $"[{string.Join(',', h.Any().Positions)}]@{h.DurableFacts}" : "-"));

    public void Crash()
    {
        IsAlive = false;
        foreach (SimShardHost host in Hosts) host.Drop();
        foreach (SealedShard seal in _seals.Values) seal.Release();
        _seals.Clear();
    }

    public void StartConductor(StartChoice choice)
    {
        _choice = choice;
        var start = new ConductorStart(shape, storage.Log.Starts, storage.Log.Ends, storage.HighestKnown, choice);
        world.Note("conductor", (int)choice);
        _conductors.Add(new SimConductor(world, this, start));
    }

    public void DropConductors()
    {
        foreach (SimConductor conductor in _conductors) conductor.Drop();
        _conductors.Clear();
    }

    public void ConductorStopped(StopReason reason)
    {
        _conductors.RemoveAll(c => c.IsGone);
        if (reason == StopReason.RegistryBehind)
        {
            world.Check(MustFindRegistryBehind && _choice == StartChoice.GoOn, "a registry that was not put back is said to be behind");
            StartConductor(StartChoice.RegistryPutBack);
            return;
        }

        world.Check(reason != StopReason.AnotherShape, "another shape");
        if (_conductors.Count == 0) world.After(20, () => IsAlive && _conductors.Count == 0, () => StartConductor(Again()));
    }

    /// <summary>A generation that has begun is not begun again.</summary>
    public StartChoice Again() =>
        storage.Registry.State is { } state && state.Generation.First > _firstAtStart ? StartChoice.GoOn : _choice;

    public void TellConductors(ConductorEvent happened)
    {
        foreach (SimConductor conductor in _conductors.ToArray()) conductor.Tell(happened);
    }

    public void TellAConductor(ConductorEvent happened)
    {
        if (_conductors.Count > 0) _conductors[world.Random.Below(_conductors.Count)].Tell(happened);
    }

    /// <summary>Shards of another generation are dropped; false when the one named is an old one.</summary>
    public bool Adopt(Generation generation)
    {
        if (Generation is not null && generation.First < Generation.First) return false;
        if (Generation?.First == generation.First) return true;
        Generation = generation;
        foreach (SimReader reader in Readers) reader.IsGone = true;
        foreach (SimSender sender in _senders) sender.Drop();
        foreach (SimShardHost host in Hosts) host.Drop();
        Readers.Clear();
        Hosts.Clear();
        _senders.Clear();
        for (int s = 0; s < generation.Shards; s++) Hosts.Add(new SimShardHost(world, this, s));
        foreach (SimSink sink in storage.Sinks) StartSenders(sink);
        return true;
    }

    public void StartSenders(SimSink sink)
    {
        sink.SeeToCursors(Hosts.Count);
        for (int s = 0; s < Hosts.Count; s++) _senders.Add(new SimSender(world, this, sink, s));
    }

    public void LetReadersBegin(IReadOnlyList<long> positions)
    {
        for (int p = 0; p < positions.Count; p++) BeginReading(p, positions[p]);
    }

    public void BeginReading(int partition, long position)
    {
        SimReader? reader = Readers.Find(r => r.Partition == partition);
        if (reader is null) Readers.Add(new SimReader(world, this, partition, position));
        else reader.GoOnFrom(position);
    }

    public void LoseReader(int partition)
    {
        foreach (SimReader reader in Readers.Where(r => r.Partition == partition)) reader.IsGone = true;
        if (Readers.RemoveAll(r => r.IsGone) == 0) return;
        world.Note("reader lost", partition);
        TellConductors(new ConductorEvent.ReaderLost(partition));
        world.After(world.Random.Between(10, 150), () => IsAlive, () => ReadAgain(partition));
    }

    private void ReadAgain(int partition)
    {
        SecondReader(partition, 1);
        bool isRead = Readers.Exists(r => r.Partition == partition);
        if (!isRead) world.After(20, () => IsAlive, () => ReadAgain(partition));
    }

    /// <summary>A reader that begins where the lowest shard stands, also where there is one already.</summary>
    public void SecondReader(int partition, int most)
    {
        if (Readers.Count(r => r.Partition == partition) >= most || Hosts.Exists(h => !h.IsOpen)) return;
        if (storage.Registry.State!.Newest.Positions.Count <= partition) return;
        long lowest = Hosts.Min(h => h.Any().Positions.ElementAtOrDefault(partition));
        Readers.Add(new SimReader(world, this, partition, Math.Max(lowest, storage.Log[partition].Start)));
    }

    public void TeachStart(int shard)
    {
        if (Hosts[shard].IsOpen) Hosts[shard].Open(Generation!, storage.Registry.State!.Newest);
    }

    /// <summary>Two instances of a shard may seal the same epoch: the same bytes.</summary>
    public void Sealed(int shard, SealedShard sealedShard)
    {
        if (_seals.TryGetValue((sealedShard.Epoch, shard), out SealedShard? other))
        {
            string? differs = other.Shares.Keys.Union(sealedShard.Shares.Keys).FirstOrDefault(
                key => !SimDocument.Same(other.Shares.GetValueOrDefault(key).Bytes, sealedShard.Shares.GetValueOrDefault(key).Bytes));
            world.Check(differs is null, $"two seals of epoch {sealedShard.Epoch} differ in {differs}");
            world.Check(other.Ledger.SequenceEqual(sealedShard.Ledger), $"two seals of epoch {sealedShard.Epoch} have other ledgers");
        }
        else
        {
            sealedShard.Keep();
            _seals.Add((sealedShard.Epoch, shard), sealedShard);
        }

        foreach ((long Epoch, int Shard) old in _seals.Keys.Where(k => k.Epoch < sealedShard.Epoch - 10).ToArray())
        {
            _seals[old].Release();
            _seals.Remove(old);
        }
    }

    public void Show(Generation generation, EpochCut cut)
    {
        if (generation.First != Generation!.First) return;
        world.Note("shown", cut.Number);
        world.Check(storage.Registry.Find(cut.Number) is { } registered && registered.Equals(cut), $"epoch {cut.Number} is shown, but not registered");
        world.Check(Hosts.TrueForAll(h => _seals.ContainsKey((cut.Number, Hosts.IndexOf(h)))), $"epoch {cut.Number} is shown without a shard");
        if (Shown is not null && cut.Number <= Shown.Cut.Number) return;
        List<SealedShard> seals = [.. Enumerable.Range(0, Hosts.Count).Select(s => _seals[(cut.Number, s)])];
        CheckLedger(cut, seals);
        Shown = new SimShown(generation, cut, storage.Shards.Documents(generation, cut, seals));
        CheckShown(Shown);
    }

    public void Forget()
    {
        if (Shown is null) return;
        long passed = Math.Min(storage.Registry.LowestCursor, Shown.Cut.Number);
        List<string> gone = [.. Shown.Documents.Where(d => d.Value.Bytes is null && d.Value.ChangedBy <= passed).Select(d => d.Key)];
        foreach (SimShardHost host in Hosts) host.Forget(gone, passed);
    }

    private void CheckShown(SimShown shown)
    {
        foreach (string key in storage.Oracle.Keys.Union(shown.Documents.Keys))
        {
            SimDocument document = shown.Documents.GetValueOrDefault(key);
            byte[]? expected = storage.Oracle.At(key, shown.Cut.Number);
            world.Check(
                SimDocument.Same(document.Bytes, expected),
                $"{key} at epoch {shown.Cut.Number} is not what the log says\nlog   {Text(expected)}\nshown {Text(document.Bytes)}");
            world.Check(document.ChangedBy <= shown.Cut.Number, $"{key} at epoch {shown.Cut.Number} is of a later one");
        }
    }

    private static string Text(byte[]? document) => document is null ? "(none)" : System.Text.Encoding.UTF8.GetString(document);

    private void CheckLedger(EpochCut cut, List<SealedShard> seals)
    {
        for (int p = 0; p < cut.Positions.Count; p++)
        {
            SimLedger ledger = seals.Select(s => s.Ledger.ElementAtOrDefault(p)).Aggregate((a, b) => a.Plus(b));
            world.Check(ledger.AddsUp, $"the ledger of partition {p} does not add up at {cut.Number}: {ledger}");
            long records = storage.Log[p].CountBelow(cut.Positions[p]);
            world.Check(ledger.Records == records, $"the ledger of partition {p} has {ledger.Records} records at {cut.Number}, the log {records}");
        }
    }
}
