namespace Pipeline.Cli.Querying;

/// <summary>A span of event time in ms, from its start to just before its end.</summary>
internal readonly record struct TimeWindow(long Start, long End)
{
    internal bool Holds(long time) => time >= Start && time < End;
}
