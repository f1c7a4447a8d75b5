namespace Pipeline.Core.Tests.Simulation;

internal sealed class ToySeal(ToyState state)
    : SealedShard(state.Epoch, state.Rows.ToDictionary(r => r.Key, r => r.Value.Document()), state.Ledger)
{
    public IReadOnlyDictionary<string, SimRow> Rows => state.Rows;

    public override byte[] Snapshot() => state.ToBytes();
}
