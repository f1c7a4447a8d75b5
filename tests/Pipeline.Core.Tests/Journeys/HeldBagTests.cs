using CsCheck;
using Pipeline.Core.Events;
using Pipeline.Core.Funnels;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Tests.Journeys;

/// <summary>Against a dictionary. What expired may be there or not, but as it was.</summary>
public sealed unsafe class HeldBagTests
{
    private const int Put = 0, Remove = 3, Settle = 5, Kinds = 6;
    private const int Keys = 30;

    private static readonly long[] Windows = [2_000, 10_000, 1_000_000];

    private static readonly FunnelPlans Plans = new([.. Windows.Select((window, i) => new FunnelDefinition(
        $"f{i}", [EventMatch.Of(EventType.ProductView), EventMatch.Of(EventType.Purchase)], window, FunnelOrder.Sequential, [FunnelField.ProductId], []))]);

    private static readonly Gen<(int Kind, int Slot, int Key, bool Before, int Advance)[]> Steps = Gen.Select(
        Gen.OneOf(Gen.Int[Put, Kinds - 1], Gen.Const(Put)),
        Gen.Int[0, Windows.Length - 1],
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, Keys - 1]),
        Gen.Bool,
        Gen.OneOf(Gen.Int[0, 5], Gen.Int[0, 1_000])).Array[0, 250];

    [Fact]
    public void Is_a_dictionary_of_what_has_not_expired() => Steps.Sample(steps =>
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var twins = new Twins(arena);
        foreach ((int kind, int slot, int key, bool before, int advance) in steps)
        {
            twins.Now += advance;
            if (kind == Settle) twins.Settle();
            else if (kind >= Remove) twins.Remove((slot, key, before));
            else twins.Put((slot, key, before));
            twins.Check();
        }
    }, iter: 200);

    private sealed class Twins(Arena arena)
    {
        private readonly HeldBag _held = new(arena, Plans);
        private readonly Dictionary<(int Slot, int Key, bool Before), ulong> _model = [];
        private Bag _bag;

        public long Now { get; set; } = 100_000;

        private long ExpiredBefore => Now - 1_000;

        public void Put((int Slot, int Key, bool Before) name)
        {
            uint handle = _held.Find(_bag, name.Slot, name.Key, name.Before);
            var attempt = new Attempt((1UL << Attempt.StartBits) | (ulong)Now, (ushort)(name.Key + 1));
            if (handle != 0)
            {
                arena.Write<HeldEntry>(handle)->Attempt = attempt;
            }
            else
            {
                if (HeldBag.IsFull(_bag)) _held.MakeRoom(ref _bag, ExpiredBefore);
                Assert.False(HeldBag.IsFull(_bag));
                _held.Add(ref _bag, new HeldEntry { Slot = (byte)name.Slot, Key = name.Key, Attempt = attempt, IsBefore = name.Before });
            }

            _model[name] = attempt.Bits;
        }

        public void Remove((int Slot, int Key, bool Before) name)
        {
            uint handle = _held.Find(_bag, name.Slot, name.Key, name.Before);
            if (handle != 0) _held.Remove(ref _bag, handle);
            _model.Remove(name);
        }

        public void Settle()
        {
            _held.ForgetKept(ref _bag, ExpiredBefore);
            foreach ((int, int, bool Before) name in _model.Keys.Where(n => n.Before).ToArray()) _model.Remove(name);
        }

        public void Check()
        {
            for (int slot = 0; slot < Windows.Length; slot++)
            {
                for (int key = 0; key < Keys; key++)
                {
                    Check((slot, key, false));
                    Check((slot, key, true));
                }
            }

            Assert.Equal(_model.Count, _bag.Count);
            var seen = new HashSet<(int, int, bool)>();
            HeldBag.ForEach(arena.Table, _bag, entry => Assert.True(seen.Add((entry.Slot, entry.Key, false))));
            Assert.Equal(_model.Keys.Where(n => !n.Before).ToHashSet(), seen);
        }

        private void Check((int Slot, int Key, bool Before) name)
        {
            uint handle = _held.Find(_bag, name.Slot, name.Key, name.Before);
            bool known = _model.TryGetValue(name, out ulong bits);
            if (handle != 0)
            {
                HeldEntry entry = *arena.Read<HeldEntry>(handle);
                Assert.True(known, $"{name} is there again");
                Assert.Equal((bits, (ushort)(name.Key + 1)), (entry.Attempt.Bits, entry.Attempt.Country));
            }
            else if (known)
            {
                long start = (long)(bits & ((1UL << Attempt.StartBits) - 1));
                Assert.True(start + Windows[name.Slot] < ExpiredBefore, $"{name} is lost");
                _model.Remove(name);
            }
        }
    }
}
