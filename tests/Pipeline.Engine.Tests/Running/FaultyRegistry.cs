using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;

namespace Pipeline.Engine.Tests.Running;

/// <summary>A real registry behind calls that fail, or that something happens before.</summary>
internal sealed class FaultyRegistry(IEpochRegistry inner) : IEpochRegistry
{
    /// <summary>What happens to the next calls that change something.</summary>
    public Queue<RegistryFault> Faults { get; } = new();

    /// <summary>No call is answered.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Done once, before the next registration reaches the registry.</summary>
    public Action? BeforeRegister { get; set; }

    /// <summary>The next registration is answered only when this is.</summary>
    public TaskCompletionSource? Late { get; set; }

    /// <summary>Cuts that somebody asked to register, with repetitions.</summary>
    public List<EpochCut> Asked { get; } = [];

    public async ValueTask<RegistryState?> ReadAsync(CancellationToken cancellation = default)
    {
        Refuse();
        return await inner.ReadAsync(cancellation);
    }

    public async ValueTask<RegisterAnswer> BeginGenerationAsync(long term, Generation generation, EpochCut first, CancellationToken cancellation = default)
    {
        Refuse();
        return await inner.BeginGenerationAsync(term, generation, first, cancellation);
    }

    public async ValueTask<long> DrawTermAsync(CancellationToken cancellation = default)
    {
        Refuse();
        return await inner.DrawTermAsync(cancellation);
    }

    public async ValueTask<RegisterAnswer> RegisterAsync(long term, EpochCut cut, CancellationToken cancellation = default)
    {
        Asked.Add(cut);
        (Action? before, BeforeRegister) = (BeforeRegister, null);
        before?.Invoke();
        Refuse();
        RegistryFault fault = Faults.Count > 0 ? Faults.Dequeue() : RegistryFault.None;
        if (fault == RegistryFault.RequestLost) throw new IOException("the request is lost");
        RegisterAnswer answer = await inner.RegisterAsync(term, cut, cancellation);
        if (fault == RegistryFault.AnswerLost) throw new IOException("the answer is lost");
        if (Late is { } late) await late.Task;
        return answer;
    }

    public ValueTask<EpochCut?> FindAsync(long number, CancellationToken cancellation = default) => inner.FindAsync(number, cancellation);

    public ValueTask<SinkCursor?> ReadCursorAsync(string sink, int shard, CancellationToken cancellation = default) =>
        inner.ReadCursorAsync(sink, shard, cancellation);

    public ValueTask<bool> MoveCursorAsync(string sink, int shard, SinkCursor? expected, SinkCursor? next, CancellationToken cancellation = default) =>
        inner.MoveCursorAsync(sink, shard, expected, next, cancellation);

    public ValueTask ThinAsync(long oldestInUse, long keepEach, CancellationToken cancellation = default) =>
        inner.ThinAsync(oldestInUse, keepEach, cancellation);

    private void Refuse()
    {
        if (IsSilent) throw new IOException("the registry is silent");
    }
}
