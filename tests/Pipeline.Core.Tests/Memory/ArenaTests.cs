using CsCheck;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Memory;

public sealed unsafe class ArenaTests
{
    private const int Places = 12;
    private const int PlaceBytes = PagePool.PageBytes / 4;
    private const int TakeView = 0, EndView = 1, SayDone = 2, Kinds = 6;

    [Fact]
    public void A_view_shows_what_was_there_when_it_was_taken_whatever_is_written_later() =>
        Gen.Select(Gen.Int[0, Kinds - 1], Gen.Int[0, Places - 1], Gen.ULong).Array[0, 150].Sample(Run, iter: 400);

    [Fact]
    public void Pages_that_a_view_needed_are_used_again()
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        uint[] places = Allocate(arena);
        for (ulong round = 1; round <= 1_000; round++)
        {
            using ArenaView view = arena.TakeView();
            foreach (uint place in places) *arena.Write<ulong>(place) = round;
        }

        Assert.Equal(2 << 20, pool.ReservedBytes);
    }

    private static void Run((int Kind, int Place, ulong Value)[] steps)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        uint[] places = Allocate(arena);
        var living = new ulong[Places];
        var views = new List<(ArenaView View, ulong[] Shows)>();
        foreach ((int kind, int place, ulong value) in steps)
        {
            switch (kind)
            {
                case TakeView:
                    views.Add((arena.TakeView(), [.. living]));
                    if (views.Count > 1) SameWhereNothingWasWritten(views[^2].View, views[^1].View);
                    break;
                case EndView when views.Count > 0:
                    views[place % views.Count].View.Dispose();
                    views.RemoveAt(place % views.Count);
                    break;
                case SayDone when views.Count > 0:
                    views[(int)(value % (ulong)views.Count)].View.Done(PageOf(places[place]));
                    break;
                default:
                    *arena.Write<ulong>(places[place]) = value;
                    living[place] = value;
                    break;
            }

            foreach ((ArenaView view, ulong[] shows) in views) Check(view, shows, places);
        }

        for (int i = 0; i < Places; i++) Assert.Equal(living[i], *arena.Read<ulong>(places[i]));
        foreach ((ArenaView view, _) in views) view.Dispose();
    }

    private static uint[] Allocate(Arena arena) => [.. Enumerable.Range(0, Places).Select(_ => arena.Allocate(PlaceBytes))];

    private static int PageOf(uint handle) => (int)(handle >> PageTable.PageUnitShift);

    /// <summary>Of a page that is done with nothing is promised.</summary>
    private static void Check(ArenaView view, ulong[] shows, uint[] places)
    {
        for (int i = 0; i < places.Length; i++)
        {
            if (!view.IsDone(PageOf(places[i]))) Assert.Equal(shows[i], *view.Table.Read<ulong>(places[i]));
        }
    }

    /// <summary>What a snapshot that is based on another leaves out.</summary>
    private static void SameWhereNothingWasWritten(ArenaView earlier, ArenaView later)
    {
        for (int page = 0; page < earlier.Pages; page++)
        {
            if (later.WrittenAfter(page, earlier.Generation) || earlier.IsDone(page)) continue;
            Assert.True(earlier.Page(page).SequenceEqual(later.Page(page)), $"page {page}");
        }
    }
}
