namespace Pipeline.Cli.DeadLetters;

/// <summary>What became of the records that were to be repaired.</summary>
/// <param name="origin">The epoch that they are of.</param>
internal sealed class RepairResult(string origin)
{
    /// <summary>Most that are told one by one; of the others the number.</summary>
    internal const int Told = 20;

    /// <summary>The epoch that the records are of.</summary>
    internal string Origin => origin;

    /// <summary>Records that were chosen and open.</summary>
    internal long Chosen { get; set; }

    /// <summary>Put back, or with a dry run those that would be.</summary>
    internal long PutBack { get; set; }

    /// <summary>Named, but put back before.</summary>
    internal long Before { get; set; }

    /// <summary>Not put back, by the reason that they would have again.</summary>
    internal SortedDictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>The first of those.</summary>
    internal List<(RecordId Id, string Why)> FirstRefused { get; } = [];

    /// <summary>With a dry run the first repaired records.</summary>
    internal List<(RecordId Id, byte[] Record)> FirstRepaired { get; } = [];

    /// <summary>Whether it was stopped before it had seen all.</summary>
    internal bool IsInterrupted { get; set; }

    internal void Refuse(RecordId id, string why)
    {
        Refused[why] = Refused.GetValueOrDefault(why) + 1;
        if (FirstRefused.Count < Told) FirstRefused.Add((id, why));
    }

    internal void Repair(RecordId id, byte[] record)
    {
        PutBack++;
        if (FirstRepaired.Count < Told) FirstRepaired.Add((id, record));
    }
}
