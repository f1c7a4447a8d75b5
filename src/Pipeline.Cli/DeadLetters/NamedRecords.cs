using Pipeline.Cli.Frame;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Looks whether the records that a command names are there, before it does anything.</summary>
internal static class NamedRecords
{
    /// <exception cref="CliException">Some are not; each is named.</exception>
    internal static void Require(EpochDocuments epoch, RecordSelection selection)
    {
        if (!selection.IsNamed) return;
        HashSet<RecordId> missing = [.. selection.Ids];
        epoch.ReadRecords(
            selection.Kind,
            record =>
            {
                missing.Remove(record.Id);
                return false;
            },
            _ => { });
        if (missing.Count == 0) return;
        string other = selection.Kind == Core.Facts.FactKind.Late ? "Dead letters are named without --late." : "Late records are named with --late.";
        throw new CliException(
            ExitCodes.Usage, $"Not every {selection.What} that was named is there.",
            [.. missing.Select(id => $"{id}: no {selection.What} of {epoch.Origin}")], "See which there are: pipeline dlq list", other);
    }
}
