namespace Pipeline.Core.Tests.Simulation;

/// <summary>The virtual clock, the queue of what happens next, the network, and the trace.</summary>
internal sealed class SimWorld(ulong seed)
{
    private readonly PriorityQueue<(Func<bool> Lives, Action Action), (long AtMs, long Order)> _queue = new();
    private long _order;

    public ulong Seed { get; } = seed;

    public SimRandom Random { get; } = new(seed);

    public long NowMs { get; private set; }

    public long Steps { get; private set; }

    /// <summary>A hash of everything noted so far; two runs of a seed have the same.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    public Dictionary<string, int> Counts { get; } = [];

    /// <summary>Probability that a message is lost, doubled, or late.</summary>
    public double Loss { get; set; }

    /// <summary>Called before every step; crashes are planted here.</summary>
    public Action? BeforeStep { get; set; }

    /// <summary>Lines of the trace; null unless a failing seed is being looked into.</summary>
    public List<string>? Log { get; } = Environment.GetEnvironmentVariable("PIPELINE_SIM_LOG") is null ? null : [];

    /// <summary>Does something later, if whoever wants it still lives then.</summary>
    public void After(long delayMs, Func<bool> lives, Action action) =>
        _queue.Enqueue((lives, action), (NowMs + delayMs, ((long)Random.Below(1 << 20) << 32) + _order++));

    /// <summary>Sends a message that may be late, doubled or lost.</summary>
    public void Send(Func<bool> lives, Action action)
    {
        if (Random.Chance(Loss)) return;
        After(Delay(), lives, action);
        if (Random.Chance(Loss)) After(Delay(), lives, action);
    }

    public long Delay() => Random.Chance(Loss) ? Random.Between(10, 80) : Random.Below(3);

    public bool Step()
    {
        if (!_queue.TryDequeue(out var next, out var key)) return false;
        NowMs = Math.Max(NowMs, key.AtMs);
        if (!next.Lives()) return true;
        Steps++;
        BeforeStep?.Invoke();
        if (next.Lives()) next.Action();
        return true;
    }

    public void Note(string what, long a = 0, long b = 0, long c = 0)
    {
        ulong hash = Trace ^ SimRandom.Mix((ulong)NowMs * 31 + (ulong)a * 1_000_003 + (ulong)b * 7_919 + (ulong)c);
        foreach (char letter in what) hash = (hash ^ letter) * 1099511628211;
        Trace = hash;
        Counts[what] = Counts.GetValueOrDefault(what) + 1;
        Log?.Add($"{NowMs,6} {what} {a} {b} {c}");
    }

    public void Check(bool holds, string invariant)
    {
        if (!holds) throw Failure(invariant);
    }

    public SimulationFailedException Failure(string invariant)
    {
        if (Log is not null) File.WriteAllLines(Path.Combine(Path.GetTempPath(), $"sim-{Seed}.log"), Log);
        return new($"seed {Seed}, {NowMs} ms, step {Steps}: {invariant}");
    }
}
