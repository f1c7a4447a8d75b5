using System.Text.Json;
using Pipeline.Core.Documents;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Serving;

/// <summary>Whose documents follow: the epoch, and the largest time of an event that counts in it (null when none does).</summary>
internal sealed record DocumentsData(long Epoch, string? CompleteUpTo)
{
    /// <summary>For each partition the offset behind the last record that the epoch holds.</summary>
    public IReadOnlyList<long> Positions { get; init; } = [];

    /// <summary>How far behind a shopper's newest event another may lie and still count, ms.</summary>
    public long Horizon { get; init; }

    /// <summary>Whether other settings than the horizon are not the defaults: who rebuilds has to name their file.</summary>
    public bool HasOtherSettings { get; init; }

    /// <summary>Of an epoch that is being read.</summary>
    internal static DocumentsData Of(EpochView view, DocumentSource source)
    {
        string? newest = null;
        source.Render(Collections.Ledger, line =>
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument partition = JsonDocument.ParseValue(ref reader);
            string? time = partition.RootElement.GetProperty("newest").GetString();
            if (string.CompareOrdinal(time, newest) > 0) newest = time;
        });
        FoldSettings usual = new FoldSettings() with { HorizonMilliseconds = view.Settings.HorizonMilliseconds };
        return new DocumentsData(view.Cut.Number, newest)
        {
            Positions = view.Cut.Positions,
            Horizon = view.Settings.HorizonMilliseconds,
            HasOtherSettings = FoldSettingsComparer.Differences(usual, view.Settings).Count > 0,
        };
    }
}
