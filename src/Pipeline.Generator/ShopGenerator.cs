using System.Globalization;

namespace Pipeline.Generator;

/// <summary>
/// A shop's event stream from a seed: pull one record after another with <see cref="TryNext"/>. Single-threaded; memory is
/// 12 bytes a shopper and what is going on at one moment of event time, whatever the number of events.
/// </summary>
public sealed class ShopGenerator
{
    /// <summary>
    /// An event is held back only while fewer of its shopper's pass it than make it late (4,096), with room to spare.
    /// </summary>
    private const int MostPassing = 4_000;

    /// <summary>Bound on records held back at once; above it events go in order.</summary>
    private const int MostHeld = 1 << 20;

    private const long MeanDelay = 20_000, LongestDelay = 30 * 60_000;

    private readonly GeneratorOptions options;
    private readonly Population population;
    private readonly Visits visits;
    private readonly PlantedCounter counter;
    private readonly EventWriter writer;
    private readonly MalformedWriter malformed;
    private readonly Utf8Line line = new();
    private readonly TimedHeap releases = new();
    private readonly SlotPool<HeldEvent> held = new();
    private readonly long[] newest;
    private readonly int[] accepted;
    private readonly long longestDelay;
    private readonly double hotMeanDelay;
    private SeededRandom random;
    private long now, pendingDelayed, pendingCopies;
    private int lastShopper = -1;

    /// <summary>Prepares the stream.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names all that are.</exception>
    public ShopGenerator(GeneratorOptions options)
    {
        IReadOnlyList<string> mistakes = options.Mistakes();
        if (mistakes.Count > 0) throw new ArgumentException(string.Join("; ", mistakes), nameof(options));
        this.options = options;
        random = new SeededRandom(options.Seed);
        population = new Population(options.Shoppers);
        visits = new Visits(options, population);
        counter = new PlantedCounter(options, population);
        writer = new EventWriter(options.Shape, population, options.Currencies);
        malformed = new MalformedWriter(population);
        newest = new long[population.Count];
        accepted = new int[population.Count];
        now = options.StartMilliseconds;
        longestDelay = Math.Min(LongestDelay, options.HorizonMilliseconds / 2);
        double hotEvents = Math.Max(1, options.Events * options.HotShare);
        hotMeanDelay = Math.Min(MeanDelay, MostPassing / 8 * (options.DurationMilliseconds / hotEvents));
    }

    /// <summary>Records given so far.</summary>
    public long Emitted => counter.Records;

    /// <summary>What was planted in the records given so far.</summary>
    public Planted Planted => counter.Snapshot();

    /// <summary>The next record, without a line's end and valid until the next call; false when all were given.</summary>
    public bool TryNext(out ReadOnlySpan<byte> record)
    {
        record = default;
        if (counter.Records >= options.Events) return false;
        line.Clear();
        while (!TryProduce())
        {
        }

        record = line.Written;
        counter.CountRecord(record.Length);
        return true;
    }

    /// <summary>The options and the generator's version in one line, for logs.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{options.Events} records, seed {options.Seed}, {options.Shape}");

    private bool TryProduce()
    {
        // Held records go before anything newer, so none waits longer than its delay and becomes late.
        if (releases.Count > 0 && releases.Earliest <= Math.Max(now, visits.NextTime)) return TryRelease();

        double kind = random.Unit();
        if (kind < options.MalformedShare) return WriteMalformed();
        kind -= options.MalformedShare;
        if (kind < options.LateShare && lastShopper >= 0) return WriteLate();
        kind -= options.LateShare;
        return kind >= 0 && kind < options.HotShare ? TryHot() : TryVisit();
    }

    private bool TryVisit()
    {
        ShopEvent e = visits.Next(ref random, counter.Records, now, out long gap);
        now = Math.Max(now, e.Timestamp);
        MarkOdd(ref e);
        if (gap >= 0 && gap < longestDelay && WantsDelay())
        {
            Hold(e, gap + 1 + ExponentialSampler.Next(ref random, MeanDelay), isCopy: false);
            return false;
        }

        Accept(ref e, canCopy: true);
        return true;
    }

    private bool TryHot()
    {
        ShopEvent e = visits.NextHot(ref random, now);
        MarkOdd(ref e);
        if (WantsDelay())
        {
            Hold(e, 1 + ExponentialSampler.Next(ref random, hotMeanDelay), isCopy: false);
            return false;
        }

        Accept(ref e, canCopy: true);
        return true;
    }

    private bool TryRelease()
    {
        (long time, int slot) = releases.Pop();
        HeldEvent waiting = held[slot];
        held.Free(slot);
        now = Math.Max(now, time);
        bool passedByMany = accepted[waiting.Event.Shopper] - waiting.AcceptedBefore > MostPassing;
        if (waiting.IsCopy)
        {
            pendingCopies--;
            if (passedByMany) return false;
            counter.CountDuplicate();
            writer.Write(line, waiting.Event);
            return true;
        }

        pendingDelayed--;
        if (passedByMany) waiting.Event.Timestamp = now;
        Accept(ref waiting.Event, canCopy: false);
        return true;
    }

    private bool WriteMalformed()
    {
        int kind = MalformedWriter.Draw(ref random);
        int shopper = (int)random.Below(options.Shoppers), product = (int)random.Below(options.Products);
        malformed.Write(line, kind, shopper, product, now);
        counter.CountRejected(kind);
        return true;
    }

    private bool WriteLate()
    {
        // Late is: older than the shopper's newest accepted event minus the horizon.
        long behind = options.HorizonMilliseconds + 1 + random.Below(6 * 3_600_000);
        ShopEvent e = visits.View(ref random, lastShopper, newest[lastShopper] - behind);
        writer.Write(line, e);
        counter.CountLate();
        return true;
    }

    private void Accept(ref ShopEvent e, bool canCopy)
    {
        if (canCopy && WantsCopy())
        {
            e.HasId = true;
            Hold(e, 1 + ExponentialSampler.Next(ref random, MeanDelay), isCopy: true);
        }

        long before = newest[e.Shopper];
        newest[e.Shopper] = Math.Max(before, e.Timestamp);
        accepted[e.Shopper]++;
        lastShopper = e.Shopper;
        counter.CountAccepted(e, first: before == 0, behind: before > e.Timestamp);
        writer.Write(line, e);
    }

    private void Hold(in ShopEvent e, long delay, bool isCopy)
    {
        if (isCopy) pendingCopies++;
        else pendingDelayed++;
        int slot = held.Add(new HeldEvent { Event = e, AcceptedBefore = accepted[e.Shopper], IsCopy = isCopy });
        releases.Push(now + Math.Min(delay, longestDelay), slot);
    }

    private void MarkOdd(ref ShopEvent e) => e.Odd = options.OddShare > 0 && random.Chance(options.OddShare);

    private bool WantsDelay() =>
        Wants(options.OutOfOrderShare, counter.OutOfOrder + pendingDelayed);

    private bool WantsCopy() =>
        Wants(options.DuplicateShare, counter.Duplicates + pendingCopies);

    /// <summary>Not every event qualifies, so those that do are taken oftener while the share is not reached.</summary>
    private bool Wants(double share, long planted) =>
        share > 0 && planted < share * (counter.Records + 1) && held.Count < MostHeld && random.Chance(Math.Min(1, 3 * share));
}
