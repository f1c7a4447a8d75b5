namespace Pipeline.Core.Tests.Simulation;

internal readonly record struct SimLedger(long Records, long Accepted, long Late, long Rejected, long Duplicates = 0)
{
    public bool AddsUp => Records == Accepted + Late + Rejected + Duplicates;

    public SimLedger Plus(SimLedger other) => new(
        Records + other.Records, Accepted + other.Accepted, Late + other.Late, Rejected + other.Rejected, Duplicates + other.Duplicates);
}
