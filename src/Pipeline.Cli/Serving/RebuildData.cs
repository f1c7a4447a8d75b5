using Pipeline.Engine.Running;

namespace Pipeline.Cli.Serving;

/// <summary>A rebuild of which nothing may be shown yet: records counted anew, and how many were shown before.</summary>
internal sealed record RebuildData(long Records, long Of)
{
    internal static RebuildData? From(RebuildProgress? rebuild) => rebuild is null ? null : new(rebuild.Records, rebuild.Of);

    internal string Text => $"{Records:N0} of {Of:N0} records are counted anew; nothing is shown before all are.";
}
