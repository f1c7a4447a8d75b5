namespace Pipeline.Core.Tests.Simulation;

internal readonly record struct SimLedger(long Records, long Accepted, long Late, long Rejected)
{
    public bool AddsUp => Records == Accepted + Late + Rejected;

    public SimLedger Plus(SimLedger other) =>
        new(Records + other.Records, Accepted + other.Accepted, Late + other.Late, Rejected + other.Rejected);
}
