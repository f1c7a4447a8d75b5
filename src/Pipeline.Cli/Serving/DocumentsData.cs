using System.Text.Json;
using Pipeline.Core.Documents;

namespace Pipeline.Cli.Serving;

/// <summary>Whose documents follow: the epoch, and the largest time of an event that counts in it (null when none does).</summary>
internal sealed record DocumentsData(long Epoch, string? CompleteUpTo)
{
    /// <summary>Of an epoch that is being read.</summary>
    internal static DocumentsData Of(long epoch, DocumentSource source)
    {
        string? newest = null;
        source.Render(Collections.Ledger, line =>
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument partition = JsonDocument.ParseValue(ref reader);
            string? time = partition.RootElement.GetProperty("newest").GetString();
            if (string.CompareOrdinal(time, newest) > 0) newest = time;
        });
        return new DocumentsData(epoch, newest);
    }
}
