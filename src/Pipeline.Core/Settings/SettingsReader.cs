using System.Text.Json;

namespace Pipeline.Core.Settings;

/// <summary>
/// Reads a settings file. Standard JSON only (RFC 8259; a byte-order mark is passed over); everything is optional and null
/// counts as absent. All mistakes are reported at once, each with its path, except that a file that is no JSON has one.
/// </summary>
public static class SettingsReader
{
    private const long Second = 1_000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;
    private const long LongestRetention = 3_660 * Day;
    private const long Mebi = 1L << 20, Gibi = 1L << 30, Pebi = 1L << 50;

    private static readonly string[] Keys =
        ["$schema", "horizon", "session_gap", "funnels", "epochs", "snapshots", "log", "dead_letters", "late"];

    private static readonly PipelineSettings Defaults = new();

    /// <summary>Longest horizon and session gap, in ms: 366 d.</summary>
    public const long LongestHorizonMilliseconds = 366 * Day;

    /// <summary>Settings, or every mistake in the file.</summary>
    public static SettingsResult Read(ReadOnlySpan<byte> json) => Read(json, DurationUnits.Seconds);

    /// <summary>
    /// Reads what <see cref="SettingsWriter.Canonical"/> wrote: the same format, but durations may also be in <c>ms</c>,
    /// because settings made by a program need not be whole seconds.
    /// </summary>
    public static SettingsResult ReadStored(ReadOnlySpan<byte> json) => Read(json, DurationUnits.Milliseconds);

    private static SettingsResult Read(ReadOnlySpan<byte> json, DurationUnits foldUnits)
    {
        SettingsMistakes mistakes = new();
        using JsonDocument? document = SettingsText.Parse(json, mistakes);
        PipelineSettings? settings = document is not null
            && SettingsObject.Open(document.RootElement, "$", mistakes, Keys) is { } root
            ? ReadRoot(root, foldUnits)
            : null;
        return new SettingsResult(settings, mistakes.All);
    }

    private static PipelineSettings ReadRoot(SettingsObject root, DurationUnits foldUnits)
    {
        if (root.TryGet("$schema", out JsonElement schema) && schema.ValueKind != JsonValueKind.String)
        {
            root.Mistakes.Add(root.PathOf("$schema"), schema, "a text, the address of the schema (it is not looked at)");
        }

        return new PipelineSettings
        {
            Fold = ReadFold(root, foldUnits),
            Epochs = ReadEpochs(root.Child("epochs", "interval", "backlog_interval")),
            Snapshots = ReadSnapshots(root.Child("snapshots", "recovery_budget", "at_least_every")),
            Log = ReadLog(root.Child("log", "segment_bytes", "retention_bytes", "retention_age", "durability")),
            DeadLetters = ReadFacts(root.Child("dead_letters", "retention_age")),
            Late = ReadFacts(root.Child("late", "retention_age")),
        };
    }

    private static FoldSettings ReadFold(SettingsObject root, DurationUnits units)
    {
        FoldSettings fallback = Defaults.Fold;
        long least = units == DurationUnits.Seconds ? Second : 1;
        return new FoldSettings
        {
            HorizonMilliseconds = root.Duration("horizon", fallback.HorizonMilliseconds, units, 0, LongestHorizonMilliseconds),
            SessionGapMilliseconds = root.Duration("session_gap", fallback.SessionGapMilliseconds, units, least, LongestHorizonMilliseconds),
            Funnels = root.TryGet("funnels", out JsonElement funnels)
                ? new FunnelReader(root.Mistakes, units).Read(funnels, root.PathOf("funnels"))
                : fallback.Funnels,
        };
    }

    private static EpochSettings ReadEpochs(SettingsObject? epochs)
    {
        EpochSettings fallback = Defaults.Epochs;
        if (epochs is null) return fallback;
        const DurationUnits Units = DurationUnits.Milliseconds;
        long interval = epochs.Duration("interval", fallback.IntervalMilliseconds, Units, 1, Minute);
        long standard = Math.Max(interval, fallback.BacklogIntervalMilliseconds);
        long backlog = epochs.Duration("backlog_interval", standard, Units, 1, Minute);
        if (backlog < interval)
        {
            epochs.Mistakes.Add(
                epochs.PathOf("backlog_interval"),
                $"\"{DurationText.Format(backlog)}\"",
                $"not less than interval ({DurationText.Format(interval)})");
        }

        return new EpochSettings { IntervalMilliseconds = interval, BacklogIntervalMilliseconds = backlog };
    }

    private static SnapshotSettings ReadSnapshots(SettingsObject? snapshots)
    {
        SnapshotSettings fallback = Defaults.Snapshots;
        if (snapshots is null) return fallback;
        const DurationUnits Units = DurationUnits.Seconds;
        return new SnapshotSettings
        {
            RecoveryBudgetMilliseconds = snapshots.Duration(
                "recovery_budget", fallback.RecoveryBudgetMilliseconds, Units, Second, Hour),
            AtLeastEveryMilliseconds = snapshots.Duration(
                "at_least_every", fallback.AtLeastEveryMilliseconds, Units, Second, Day),
        };
    }

    private static LogSettings ReadLog(SettingsObject? log)
    {
        LogSettings fallback = Defaults.Log;
        if (log is null) return fallback;
        return new LogSettings
        {
            SegmentBytes = log.Bytes("segment_bytes", fallback.SegmentBytes, Mebi, Gibi)!.Value,
            RetentionBytes = log.Bytes("retention_bytes", null, Mebi, Pebi),
            RetentionAgeMilliseconds = ReadRetention(log),
            Durability = (LogDurability)log.Name("durability", SettingsNames.Durabilities),
        };
    }

    private static FactSettings ReadFacts(SettingsObject? facts) =>
        facts is null ? new FactSettings() : new FactSettings { RetentionAgeMilliseconds = ReadRetention(facts) };

    private static long? ReadRetention(SettingsObject owner) =>
        owner.TryGet("retention_age", out JsonElement age)
            ? owner.Duration("retention_age", age, DurationUnits.Seconds, Minute, LongestRetention)
            : null;
}
