using System.CommandLine;
using System.Globalization;
using Pipeline.Cli.Frame;
using Pipeline.Generator;

namespace Pipeline.Cli.Commands;

/// <summary>The options of <c>pipeline generate</c>; their ranges are those of <see cref="GeneratorOptions"/>.</summary>
internal sealed class GenerateOptionSet
{
    private static readonly GeneratorOptions Defaults = new() { Events = 100_000 };

    private readonly Option<long?> events = CommonOptions.Count("--events", "Number of records, of every kind together; 1 to 1000G [default: 100k]");
    private readonly Option<ulong> seed = new("--seed") { Description = "Same seed and options, same bytes", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<string?> output = new("--output", "-o") { Description = "A file (an existing one is replaced), or - for standard output; this or --data", HelpName = "FILE|-" };
    private readonly Option<string?> data = new("--data") { Description = "A data folder, made when it is not there: records are appended to its log", HelpName = "DIR" };
    private readonly Option<int?> partitions = new("--partitions") { Description = "With --data: partitions of a new log, 1 to 4096 [default: 1]; an existing one keeps its own" };
    private readonly Option<string?> planted = new("--planted") { Description = "Where to write what was planted [default: FILE.planted.json or DIR.planted.json; with - nowhere]", HelpName = "FILE" };
    private readonly Option<RecordShape> shape = new("--shape") { Description = "compact: ~115 bytes; full: ~250 bytes with event ids, ISO times, countries, pages", DefaultValueFactory = _ => Defaults.Shape };
    private readonly Option<long?> rate = CommonOptions.Count("--rate", "Records a second; 1 to 10M [default: as fast as possible]");
    private readonly Option<long?> shoppers = CommonOptions.Count("--shoppers", "Shoppers, who come back (Zipf); 1 to 100M, 12 bytes of memory each [default: 100k]");
    private readonly Option<long?> products = CommonOptions.Count("--products", "Products (Zipf); 1 to 100M [default: 10k]");
    private readonly Option<string> start = new("--start") { Description = "Event time of the first session, ISO 8601, or now (bytes then differ from run to run)", DefaultValueFactory = _ => "2026-01-05T00:00:00Z", HelpName = "TIME|now" };
    private readonly Option<long?> duration = CommonOptions.Duration("--duration", "Span of event time; 1s to 3660d [default: 24h; with --rate and --start now: events / rate]");
    private readonly Option<long?> horizon = CommonOptions.Duration("--horizon", "The horizon that lateness is planted against; 1m to 366d [default: 1h]");
    private readonly Option<double?> late = CommonOptions.Share("--late", "Share of late records; 0 to 0.5 [default: 0.1%]");
    private readonly Option<double?> outOfOrder = CommonOptions.Share("--out-of-order", "Share that arrives after a newer record of its shopper; 0 to 0.3 [default: 1%]");
    private readonly Option<double?> duplicates = CommonOptions.Share("--duplicates", "Share that is a second copy; 0 to 0.3 [default: 0.1%]");
    private readonly Option<double?> malformed = CommonOptions.Share("--malformed", "Share that is broken, in over 50 ways; 0 to 0.5 [default: 0.1%]");
    private readonly Option<double?> odd = CommonOptions.Share("--odd", "Share that is valid but written unusually; 0 to 1 [default: 0.1%]");
    private readonly Option<double?> bots = CommonOptions.Share("--bots", "Share from crawlers, who buy nothing; 0 to 0.5 [default: 2%]");
    private readonly Option<double?> hot = CommonOptions.Share("--hot", "Share from one shopper who never pauses; 0 to 0.9 [default: 0]");
    private readonly Option<string[]> currencies = new("--currencies") { Description = "Currencies, the first for half of the shoppers", DefaultValueFactory = _ => [.. Defaults.Currencies], AllowMultipleArgumentsPerToken = true, HelpName = "USD EUR …" };
    private readonly Option<bool> json = CommonOptions.Json();

    internal void AddTo(Command command)
    {
        Option[] all =
        [
            output, data, partitions, events, seed, shape, rate, shoppers, products, start, duration, horizon, late, outOfOrder, duplicates,
            malformed, odd, bots, hot, currencies, planted, json,
        ];
        foreach (Option option in all) command.Options.Add(option);
    }

    /// <exception cref="CliException">A value is out of its range; all that are, are named.</exception>
    internal GenerateRequest Read(ParseResult parsed, TimeProvider time)
    {
        string? file = parsed.GetValue(output), folder = parsed.GetValue(data)?.TrimEnd(Path.DirectorySeparatorChar);
        int? parts = parsed.GetValue(partitions);
        long? perSecond = parsed.GetValue(rate);
        GeneratorOptions options = ReadOptions(parsed, time, perSecond);
        List<string> mistakes = [.. options.Mistakes()];
        if (perSecond is <= 0 or > 10_000_000) mistakes.Add($"rate: {perSecond} is not from 1 to 10000000");
        if (file is null == folder is null) mistakes.Add("output: one of --output and --data says where records go");
        if (parts is not null && folder is null) mistakes.Add("partitions: only a log has them, see --data");
        if (parts is < 1 or > 4096) mistakes.Add($"partitions: {parts} is not from 1 to 4096");
        if (mistakes.Count > 0)
        {
            throw new CliException(ExitCodes.Usage, "The options are out of their ranges.", mistakes, "See: pipeline generate --help");
        }

        string? plantedFile = parsed.GetValue(planted) ?? (file == "-" ? null : (file ?? folder) + ".planted.json");
        return new GenerateRequest(options, file, folder, parts, plantedFile, perSecond, parsed.GetValue(json));
    }

    private GeneratorOptions ReadOptions(ParseResult parsed, TimeProvider time, long? perSecond)
    {
        bool live = parsed.GetRequiredValue(start) == "now";
        long count = parsed.GetValue(events) ?? Defaults.Events;
        long span = live && perSecond is > 0 ? Math.Max(1_000, (long)(count * 1000.0 / perSecond.Value)) : Defaults.DurationMilliseconds;
        return new GeneratorOptions
        {
            Events = count,
            Seed = parsed.GetValue(seed),
            Shape = parsed.GetValue(shape),
            Shoppers = (int)Math.Min(parsed.GetValue(shoppers) ?? Defaults.Shoppers, int.MaxValue),
            Products = (int)Math.Min(parsed.GetValue(products) ?? Defaults.Products, int.MaxValue),
            StartMilliseconds = live ? time.GetUtcNow().ToUnixTimeMilliseconds() : ReadStart(parsed.GetRequiredValue(start)),
            DurationMilliseconds = parsed.GetValue(duration) ?? span,
            HorizonMilliseconds = parsed.GetValue(horizon) ?? Defaults.HorizonMilliseconds,
            LateShare = parsed.GetValue(late) ?? Defaults.LateShare,
            OutOfOrderShare = parsed.GetValue(outOfOrder) ?? Defaults.OutOfOrderShare,
            DuplicateShare = parsed.GetValue(duplicates) ?? Defaults.DuplicateShare,
            MalformedShare = parsed.GetValue(malformed) ?? Defaults.MalformedShare,
            OddShare = parsed.GetValue(odd) ?? Defaults.OddShare,
            BotShare = parsed.GetValue(bots) ?? Defaults.BotShare,
            HotShare = parsed.GetValue(hot) ?? Defaults.HotShare,
            Currencies = [.. parsed.GetRequiredValue(currencies).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries))],
        };
    }

    private static long ReadStart(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fffZ"];
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset read))
        {
            return read.ToUnixTimeMilliseconds();
        }

        throw new CliException(
            ExitCodes.Usage, "The options are out of their ranges.",
            $"start: '{text}' is neither now nor a time like 2026-01-05 or 2026-01-05T08:30:00Z", "See: pipeline generate --help");
    }
}
