namespace Pipeline.Cli.Serving;

/// <summary>Days of the shards, each shard's counted apart: in memory, in snapshots only, and how often one was fetched back since the start.</summary>
internal sealed record DaysData(int InMemory, int PutAway, long FetchedBack);
