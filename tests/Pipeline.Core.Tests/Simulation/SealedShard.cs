namespace Pipeline.Core.Tests.Simulation;

/// <summary>What a shard says as of a sealed epoch; nothing of it changes any more.</summary>
internal abstract class SealedShard(long epoch, IReadOnlyDictionary<string, SimDocument> shares, IReadOnlyList<SimLedger> ledger)
{
    public long Epoch => epoch;

    /// <summary>Its shares of documents, also of those that are gone.</summary>
    public IReadOnlyDictionary<string, SimDocument> Shares => shares;

    public IReadOnlyList<SimLedger> Ledger => ledger;

    public abstract byte[] Snapshot();

    /// <summary>Somebody more looks at it.</summary>
    public virtual void Keep()
    {
    }

    /// <summary>Somebody looks at it no more.</summary>
    public virtual void Release()
    {
    }
}
