namespace Pipeline.Engine;

/// <summary>What an engine takes when nobody says otherwise.</summary>
public static class EngineDefaults
{
    private const int MostShards = 8;

    /// <summary>As many shards as cores, at most 8.</summary>
    public static int Shards => Math.Clamp(Environment.ProcessorCount, 1, MostShards);

    /// <summary>As many threads as cores.</summary>
    public static int Threads => Environment.ProcessorCount;
}
