namespace Pipeline.Core.Epochs;

/// <summary>The one registry call that is outstanding or waits to be tried again.</summary>
internal sealed class RegistryCalls(ConductorOptions options)
{
    private ConductorCommand? _next;
    private long _nextAtMs;
    private int _tries;

    /// <summary>Whether a call is outstanding or waits.</summary>
    public bool Busy { get; private set; }

    /// <summary>Makes a call for a new purpose.</summary>
    public ConductorCommand First(ConductorCommand call)
    {
        _tries = 1;
        _next = null;
        Busy = true;
        return call;
    }

    /// <summary>Makes a call that serves the same purpose as the one before: its tries count together.</summary>
    public ConductorCommand GoOn(ConductorCommand call)
    {
        _next = null;
        Busy = true;
        return call;
    }

    /// <summary>The call was answered.</summary>
    public void Answered() => Busy = false;

    /// <summary>The outcome is unknown: <paramref name="call"/> is made after a pause, unless that was tried often enough.</summary>
    public bool TryAgain(ConductorCommand call, long nowMs)
    {
        if (_tries >= options.RegistryTries) return Busy = false;
        long pause = Math.Min((long)options.RegistryRetryMs << Math.Min(_tries - 1, 16), options.RegistryRetryMaxMs);
        _tries++;
        _next = call;
        _nextAtMs = nowMs + pause;
        return Busy = true;
    }

    /// <summary>The call whose pause is over.</summary>
    public ConductorCommand? Due(long nowMs)
    {
        if (_next is null || nowMs < _nextAtMs) return null;
        ConductorCommand due = _next;
        _next = null;
        return due;
    }
}
