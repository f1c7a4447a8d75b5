using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Shards;

/// <summary>A shard's root: its form's version, positions and ledger, and the way into its pages and days.</summary>
internal static class ShardRoot
{
    public static void Write(Shard shard, RootWriter root)
    {
        root.Int(FoldVersion.Form);
        root.Long(shard.SealedEpoch);
        root.Int(shard.Ledger.Count);
        foreach (PartitionLedger l in shard.Ledger)
        {
            root.Long(l.Position);
            root.Long(l.Records);
            root.Long(l.Accepted);
            root.Long(l.Duplicates);
            root.Long(l.Late);
            root.Long(l.Rejected);
            root.Long(l.Newest);
        }

        shard.State.WriteRoot(root);
        Days days = shard.State.Days;
        root.Int(days.Loaded.Count + days.Away.Count);
        foreach (DayTotals day in days.Loaded)
        {
            var own = new RootWriter();
            day.WriteRoot(own);
            root.Int(day.Day);
            root.Bytes(own.Written);
        }

        foreach ((int day, byte[] own) in days.Away)
        {
            root.Int(day);
            root.Bytes(own);
        }
    }

    /// <summary>Reads a root into an empty shard; every day is away at first.</summary>
    public static void Read(Shard shard, RootReader root, Action<int, Span<byte>> readPage)
    {
        int form = root.Int();
        if (form is < 1 or > FoldVersion.Form)
            throw new NotSupportedException($"The shard's state has form {form}; this program reads forms 1 to {FoldVersion.Form}.");
        long epoch = root.Long();
        var ledger = new PartitionLedger[root.Int()];
        for (int i = 0; i < ledger.Length; i++)
        {
            ledger[i] = new PartitionLedger
            {
                Position = root.Long(),
                Records = root.Long(),
                Accepted = root.Long(),
                Duplicates = root.Long(),
                Late = root.Long(),
                Rejected = root.Long(),
                Newest = root.Long(),
            };
        }

        shard.SetLedger(ledger);
        shard.State.Restore(root, readPage);
        if (form == 1) FirstForm.Migrate(shard.State);
        for (int days = root.Int(); days > 0; days--) shard.State.Days.AddAway(root.Int(), root.Bytes());
        shard.SetSealed(epoch);
    }
}
