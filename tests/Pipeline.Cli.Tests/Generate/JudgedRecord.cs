namespace Pipeline.Cli.Tests.Generate;

/// <summary>A record as <see cref="RecordJudge"/> reads it: a reason to reject it, or an event.</summary>
internal sealed record JudgedRecord(
    string? Reason, string? Field, string Type, string User, long Time, string? Id, long Quantity, decimal Price, string Currency)
{
    internal static JudgedRecord Rejected(string reason, string? field = null) => new(reason, field, "", "", 0, null, 0, 0, "");
}
