using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Records of one reason and field, counted.</summary>
internal sealed class RecordGroup
{
    internal long Total { get; private set; }

    internal long Open => Total - PutBack - Dropped - Interrupted;

    internal long PutBack { get; private set; }

    internal long Dropped { get; private set; }

    internal long Interrupted { get; private set; }

    /// <summary>One of them: an open one where there is one.</summary>
    internal RecordId Example { get; private set; }

    internal void Add(RecordId id, Treatment? treated)
    {
        bool isFirstOpen = treated is null && Open == 0;
        if (Total++ == 0 || isFirstOpen) Example = id;
        if (treated?.Kind is TreatmentKind.PutBack) PutBack++;
        else if (treated?.Kind is TreatmentKind.Dropped) Dropped++;
        else if (treated?.Kind is TreatmentKind.Intended) Interrupted++;
    }
}
