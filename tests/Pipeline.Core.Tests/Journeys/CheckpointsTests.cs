using CsCheck;
using Pipeline.Core.Funnels;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Journeys;

/// <summary>Whatever comes in order, out of order and goes: from a checkpoint on a fold gives what one from the start gives.</summary>
public sealed unsafe class CheckpointsTests
{
    private static readonly Gen<(int Kind, int Where)> Step = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 10_000]);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Are_the_trails_of_a_fold_from_the_start(int moreAttempts) =>
        Step.Array[100, 900].Sample(steps => Run(steps, moreAttempts, forgets: false), iter: 60);

    /// <summary>A re-fold ends where the event out of order makes no difference any more: checkpoints behind that are not renewed, only moved.</summary>
    [Fact]
    public void Also_where_a_re_fold_ends_early() => Step.Array[300, 900].Sample(steps => Run(steps, 2, forgets: true), iter: 60);

    [Fact]
    public void There_is_one_near_every_event_of_many()
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var twins = new Twins(arena, 0, forgets: false);
        for (int i = 0; i < 5_000; i++) twins.Append();
        for (int i = 0; i < 5_000; i += 13) Assert.InRange(i - twins.NearestTo(i), 0, 160);
    }

    private static void Run((int Kind, int Where)[] steps, int moreAttempts, bool forgets)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var twins = new Twins(arena, moreAttempts, forgets);
        foreach ((int kind, int where) in steps)
        {
            if (kind < 12) twins.InsertBefore(where);
            else if (kind < 13) twins.RemoveFirst(where);
            else twins.Append();
        }

        twins.Check();
    }

    private sealed class Twins(Arena arena, int moreAttempts, bool forgets)
    {
        private readonly Checkpoints _checkpoints = new(arena, moreAttempts);
        private readonly KeptTwins _kept = new(arena);
        private readonly Attempt[] _more = new Attempt[moreAttempts];
        private readonly Attempt[] _moreBefore = new Attempt[moreAttempts];
        private Trail _trail;
        private Trail _before;

        public void Append()
        {
            _kept.MakeRoom();
            _checkpoints.Note(_kept.Row, _trail, _more);
            ulong key = _kept.LastKey + 65_536;
            Step(ref _trail, _more, key);
            _kept.Insert(key);
        }

        public void InsertBefore(int where)
        {
            if (_kept.Count == 0) return;
            int at = _kept.Insert(_kept.KeyAt(where % _kept.Count) - 1);
            _checkpoints.Inserted(_kept.Row, at);
            int i = Load(at, out Trail trail, out Attempt[] more);
            for (; i < at; i++) Step(ref trail, more, _kept.KeyAt(i));
            int next = _checkpoints.After(_kept.Row, at);
            for (; i < _kept.Count; i++)
            {
                if (forgets && i > at + 1) return; // Only the event before tells: the trail is the one from before.
                _checkpoints.Renew(_kept.Row, ref next, i, trail, more);
                Step(ref trail, more, _kept.KeyAt(i));
            }

            _trail = trail;
            more.CopyTo(_more, 0);
        }

        public void RemoveFirst(int where)
        {
            if (_kept.Count == 0) return;
            int count = where % _kept.Count;
            int i = Load(count, out Trail trail, out Attempt[] more);
            for (; i < count; i++) Step(ref trail, more, _kept.KeyAt(i));
            _before = trail;
            more.CopyTo(_moreBefore, 0);
            _checkpoints.Removed(_kept.Row, count);
            _kept.RemoveFirst(count);
        }

        public int NearestTo(int index) => Load(index, out _, out _);

        public void Check()
        {
            _kept.Check();
            Trail straight = _before;
            Attempt[] more = [.. _moreBefore];
            for (int i = 0; i < _kept.Count; i++)
            {
                int from = Load(i, out Trail trail, out Attempt[] its);
                Assert.InRange(from, 0, i);
                for (int next = from; next < i; next++) Step(ref trail, its, _kept.KeyAt(next));
                Assert.Equal(straight.Previous, trail.Previous);
                Assert.Equal(more.Select(a => a.Bits), its.Select(a => a.Bits));
                Step(ref straight, more, _kept.KeyAt(i));
            }

            Assert.Equal(straight.Previous, _trail.Previous);
            Assert.Equal(more.Select(a => a.Bits), _more.Select(a => a.Bits));
        }

        private int Load(int index, out Trail trail, out Attempt[] more)
        {
            trail = _before;
            more = [.. _moreBefore];
            return _checkpoints.Load(_kept.Row, index, ref trail, more);
        }

        /// <summary>A fold in which every event and its place tell, or only the last.</summary>
        private void Step(ref Trail trail, Span<Attempt> more, ulong key)
        {
            trail.Previous = (forgets ? 0 : trail.Previous * 31) + (long)key + 1;
            for (int i = 0; i < more.Length; i++) more[i].Bits = (forgets ? 0 : more[i].Bits * 7) + key + (ulong)i;
        }
    }
}
