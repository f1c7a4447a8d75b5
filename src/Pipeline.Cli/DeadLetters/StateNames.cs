using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>What was done with a record, in a word.</summary>
internal static class StateNames
{
    internal static string Of(Treatment? treated) => treated?.Kind switch
    {
        TreatmentKind.PutBack => "put_back",
        TreatmentKind.Dropped => "dropped",
        TreatmentKind.Intended => "interrupted",
        _ => "open",
    };

    /// <summary>For people: also where it went.</summary>
    internal static string Text(Treatment? treated) => treated?.Kind switch
    {
        TreatmentKind.PutBack when treated.IntoOffset == Treatment.NoPlace => "put back, its place in the log is gone",
        TreatmentKind.PutBack => $"put back as {new RecordId(treated.IntoPartition, treated.IntoOffset)}",
        TreatmentKind.Dropped => "dropped",
        TreatmentKind.Intended => "putting it back was interrupted; the next repair finds out",
        _ => "open",
    };
}
