using System.Globalization;

namespace Pipeline.Generator;

/// <summary>What a generated stream looks like. The same options give the same bytes on any machine.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Number of records, of every kind together; 1 to 10^12.</summary>
    public required long Events { get; init; }

    /// <summary>Start of all random numbers; any value; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How records are written; default <see cref="RecordShape.Compact"/>.</summary>
    public RecordShape Shape { get; init; }

    /// <summary>Number of shoppers that sessions are drawn from (Zipf, s = 0.99); 1 to 100 M, 12 bytes of memory each; default 100,000.</summary>
    public int Shoppers { get; init; } = 100_000;

    /// <summary>Number of products that views are drawn from (Zipf, s = 1); 1 to 100 M; default 10,000.</summary>
    public int Products { get; init; } = 10_000;

    /// <summary>Event time of the first session, in ms since 1970; years 2002 to 2900; default 2026-01-05T00:00:00Z, a Monday.</summary>
    public long StartMilliseconds { get; init; } = 1_767_571_200_000;

    /// <summary>Span in which sessions start, in ms; 1 s to 3,660 d; default 24 h. The last sessions end some minutes after it.</summary>
    public long DurationMilliseconds { get; init; } = 86_400_000;

    /// <summary>
    /// The horizon that lateness is planted against, in ms; 1 m to 366 d; default 1 h. With another horizon an engine counts
    /// other numbers than were planted.
    /// </summary>
    public long HorizonMilliseconds { get; init; } = 3_600_000;

    /// <summary>Share of records that are late, 0 to 0.5; default 0.001.</summary>
    public double LateShare { get; init; } = 0.001;

    /// <summary>Share of records that arrive after a newer one of their shopper, inside the horizon, 0 to 0.3; default 0.01.</summary>
    public double OutOfOrderShare { get; init; } = 0.01;

    /// <summary>Share of records that are a second copy of one inside the horizon, 0 to 0.3; default 0.001.</summary>
    public double DuplicateShare { get; init; } = 0.001;

    /// <summary>Share of records that are rejected, 0 to 0.5; default 0.001.</summary>
    public double MalformedShare { get; init; } = 0.001;

    /// <summary>Share of accepted events that are valid but written unusually, 0 to 1; default 0.001.</summary>
    public double OddShare { get; init; } = 0.001;

    /// <summary>Share of events from crawlers, which look at many products and buy nothing, 0 to 0.5; default 0.02.</summary>
    public double BotShare { get; init; } = 0.02;

    /// <summary>Share of events from one shopper who never pauses, 0 to 0.9; default 0.</summary>
    public double HotShare { get; init; }

    /// <summary>Currencies that shoppers pay in, three letters A–Z each; the first takes half, the others share the rest; default USD, EUR, GBP.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = ["USD", "EUR", "GBP"];

    /// <summary>What is wrong with the options, in plain words; empty when nothing is.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        List<string> found = [];
        Check(found, "events", Events, 1, 1_000_000_000_000);
        Check(found, "shoppers", Shoppers, 1, 100_000_000);
        Check(found, "products", Products, 1, 100_000_000);
        Check(found, "start (ms since 1970)", StartMilliseconds, 1_009_843_200_000, 29_348_006_400_000);
        Check(found, "duration (ms)", DurationMilliseconds, 1_000, 3_660L * 86_400_000);
        Check(found, "horizon (ms)", HorizonMilliseconds, 60_000, 366L * 86_400_000);
        Check(found, "late share", LateShare, 0.5);
        Check(found, "out-of-order share", OutOfOrderShare, 0.3);
        Check(found, "duplicate share", DuplicateShare, 0.3);
        Check(found, "malformed share", MalformedShare, 0.5);
        Check(found, "odd share", OddShare, 1);
        Check(found, "bot share", BotShare, 0.5);
        Check(found, "hot share", HotShare, 0.9);
        if (LateShare + MalformedShare + DuplicateShare + HotShare > 0.95)
        {
            found.Add("late, malformed, duplicate and hot shares together: at most 0.95, so that shoppers remain");
        }

        if (Currencies.Count is 0 or > 20 || Currencies.Any(c => c.Length != 3 || !c.All(char.IsAsciiLetterUpper)))
        {
            found.Add("currencies: 1 to 20 of three letters A–Z each");
        }

        return found;
    }

    private static void Check(List<string> found, string name, long value, long least, long most)
    {
        if (value >= least && value <= most) return;
        found.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value} is not from {least} to {most}"));
    }

    private static void Check(List<string> found, string name, double value, double most)
    {
        if (value >= 0 && value <= most) return;
        found.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value} is not from 0 to {most}"));
    }
}
