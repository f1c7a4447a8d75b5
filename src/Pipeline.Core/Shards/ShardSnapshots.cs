using Pipeline.Core.Memory;
using Pipeline.Core.Snapshots;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Shards;

/// <summary>Writes a shard down, page by page, and puts one back.</summary>
public static class ShardSnapshots
{
    /// <summary>
    /// Writes a view: the pages that were written since <paramref name="basis"/> (null: all), and those that the store wants again, which
    /// <paramref name="basisReader"/> gives where they are not in memory.
    /// Returns the marks for the next snapshot; they count once the writer committed.
    /// </summary>
    public static SnapshotMarks Write(ShardView view, ISnapshotWriter writer, SnapshotMarks? basis, ISnapshotReader? basisReader)
    {
        var marks = new SnapshotMarks();
        var spaces = new Dictionary<long, ArenaView> { [SnapshotMarks.OwnSpace] = view.Memory };
        foreach (DayView day in view.Days) spaces[SnapshotMarks.SpaceOf(day.Day)] = day.Memory;
        foreach ((long space, ArenaView pages) in spaces) WriteSpace(space, pages, writer, basis, marks);
        WriteAgain(spaces, writer, basisReader);
        writer.Commit(view.Root.Written);
        return marks;
    }

    /// <summary>
    /// Puts a snapshot into an empty shard. Days stay away: <see cref="UseDays"/> says where they are read from. Returns the marks that
    /// the next snapshot, based on this one, needs.
    /// </summary>
    /// <exception cref="SnapshotDamagedException">What was read is not what was written; the shard is not usable.</exception>
    public static SnapshotMarks Restore(Shard shard, ISnapshotReader reader)
    {
        ShardRoot.Read(shard, new RootReader(reader.Root), (page, target) => ReadPage(reader, SnapshotMarks.OwnSpace, page, target));
        var marks = new SnapshotMarks();

        // What a restored arena holds was written in generation 0.
        marks.Generations[SnapshotMarks.OwnSpace] = 0;
        return marks;
    }

    /// <summary>
    /// Reads every day of a snapshot once: a day that is away is else first read when it is fetched back or exported, and damage found then
    /// would be found too late to use the snapshot before.
    /// </summary>
    /// <exception cref="SnapshotDamagedException">What was read is not what was written.</exception>
    public static void CheckDays(ISnapshotReader reader)
    {
        byte[] page = new byte[PagePool.PageBytes];
        foreach (long space in reader.Spaces.Where(space => space != SnapshotMarks.OwnSpace))
        {
            for (int p = 0; p < reader.PagesOf(space); p++) _ = reader.ReadPage(space, p, page);
        }
    }

    /// <summary>Says which snapshot the days that are away are read from: the newest whole one, whose reader stays open.</summary>
    public static void UseDays(Shard shard, ISnapshotReader reader, SnapshotMarks marks) =>
        shard.State.Days.Store = new SnapshotDays(reader, marks);

    /// <summary>
    /// Puts away days beyond the <paramref name="keep"/> that were used last, of those that the snapshot with these marks holds as they
    /// are. Returns how many left memory.
    /// </summary>
    public static int PutDaysAway(Shard shard, SnapshotMarks marks, int keep)
    {
        Days days = shard.State.Days;
        int gone = 0;
        foreach (DayTotals day in days.Loaded.OrderByDescending(d => d.LastUse).Skip(keep).ToArray())
        {
            if (!marks.Generations.TryGetValue(SnapshotMarks.SpaceOf(day.Day), out uint stored)) continue;
            if (day.Arena.WrittenAfter(stored)) continue;
            days.PutAway(day);
            shard.State.ProductFold.Forget(day.Day);
            gone++;
        }

        if (gone > 0) shard.State.Subtotals.Forget();
        return gone;
    }

    /// <summary>Number of days in memory, and how often one was fetched back.</summary>
    public static (int Loaded, int Away, long Fetched) DaysOf(Shard shard) =>
        (shard.State.Days.Loaded.Count, shard.State.Days.Away.Count, shard.State.Days.Fetched);

    /// <summary>Reads a page of a day as a snapshot holds it.</summary>
    public static void ReadDayPage(ISnapshotReader reader, int day, int page, Span<byte> target) =>
        ReadPage(reader, SnapshotMarks.SpaceOf(day), page, target);

    internal static void ReadPage(ISnapshotReader reader, long space, int page, Span<byte> target)
    {
        int length = reader.ReadPage(space, page, target);
        target[length..].Clear();
    }

    /// <summary>What the store wants again after it has seen what changed; days that are away are read from the basis.</summary>
    private static void WriteAgain(Dictionary<long, ArenaView> spaces, ISnapshotWriter writer, ISnapshotReader? basis)
    {
        var target = new byte[PagePool.PageBytes];
        foreach ((long space, int page) in writer.WantsAgain.ToArray())
        {
            if (spaces.TryGetValue(space, out ArenaView? pages)) WritePage(space, page, pages, writer);
            else if (basis is not null) writer.WritePage(space, page, target.AsSpan(0, basis.ReadPage(space, page, target)));
        }
    }

    private static void WriteSpace(long space, ArenaView pages, ISnapshotWriter writer, SnapshotMarks? basis, SnapshotMarks marks)
    {
        bool known = basis is not null && basis.Generations.TryGetValue(space, out _);
        uint since = known ? basis!.Generations[space] : 0;
        writer.SetPages(space, pages.Pages);
        for (int page = 0; page < pages.Pages; page++)
        {
            if (known && !pages.WrittenAfter(page, since)) continue;
            WritePage(space, page, pages, writer);

            // Only what the snapshot before holds can be asked for again.
            pages.Done(page);
        }

        marks.Generations[space] = pages.Generation;
    }

    private static void WritePage(long space, int page, ArenaView pages, ISnapshotWriter writer)
    {
        ReadOnlySpan<byte> bytes = pages.Page(page).TrimEnd((byte)0);
        writer.WritePage(space, page, bytes.Length == 0 ? pages.Page(page)[..1] : bytes);
    }

    private sealed class SnapshotDays(ISnapshotReader reader, SnapshotMarks marks) : IDayPages
    {
        public void Load(DayTotals day, RootReader root)
        {
            long space = SnapshotMarks.SpaceOf(day.Day);
            day.Restore(root, (page, target) => ReadPage(reader, space, page, target));
            marks.Generations[space] = 0;
        }
    }
}
