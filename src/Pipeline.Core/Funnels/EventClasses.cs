using System.Runtime.CompilerServices;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Funnels;

/// <summary>
/// Events that differ in nothing that the order-dependent fold looks at (beside time, amount and product or page) are of one class: a
/// small number that a kept event carries instead of its texts.
/// </summary>
internal sealed class EventClasses(FunnelPlans plans)
{
    private const int CacheSize = 256;

    private readonly Dictionary<ulong, int> _byKey = [];
    private readonly ulong[] _cachedKeys = new ulong[CacheSize];
    private readonly int[] _cachedClasses = new int[CacheSize];
    private ClassInfo[] _infos = new ClassInfo[64];
    private ushort[] _masks = new ushort[64 * Math.Max(plans.All.Length, 1)];
    private int _count;

    public Signatures Signatures { get; } = new(plans);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ClassInfo Info(int eventClass) => ref _infos[eventClass];

    /// <summary>A funnel's <see cref="StepMasks"/> for a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Masks(int eventClass, int funnel) => _masks[(eventClass * plans.All.Length) + funnel];

    /// <summary>The class of an event.</summary>
    public int Of(in EventRecord record, RawBlock block)
    {
        int signature = plans.NeedsTexts ? Signatures.Of(record, block) : 0;
        ulong key = ClassInfo.KeyOf(record.Type, record.Country, record.Currency, signature);
        uint slot = (uint)((key * 0x9E3779B97F4A7C15) >> 56);
        key = ~key; // An empty cache slot holds 0, which no complemented key is.
        if (_cachedKeys[slot] == key) return _cachedClasses[slot];
        int found = Find(~key);
        _cachedKeys[slot] = key;
        _cachedClasses[slot] = found;
        return found;
    }

    public void WriteRoot(RootWriter root)
    {
        Signatures.WriteRoot(root);
        root.Int(_count);
        for (int i = 0; i < _count; i++)
        {
            root.Int((int)_infos[i].Type);
            root.UInt(_infos[i].Country);
            root.UInt(_infos[i].Currency);
            root.Int(_infos[i].Signature);
        }
    }

    public void Restore(RootReader root)
    {
        Signatures.Restore(root);
        for (int i = root.Int(); i > 0; i--)
            Add(new ClassInfo((EventType)root.Int(), (ushort)root.UInt(), (ushort)root.UInt(), root.Int()));
    }

    private int Find(ulong key) => _byKey.TryGetValue(key, out int found) ? found : Add(ClassInfo.OfKey(key));

    private int Add(ClassInfo info)
    {
        int funnels = plans.All.Length;
        if (_count == _infos.Length)
        {
            Array.Resize(ref _infos, _count * 2);
            Array.Resize(ref _masks, _count * 2 * Math.Max(funnels, 1));
        }

        _infos[_count] = info;
        for (int f = 0; f < funnels; f++)
        {
            _masks[(_count * funnels) + f] =
                StepMasks.Of(plans.All[f].Definition, info, condition => Signatures.Holds(info.Signature, condition));
        }

        _byKey[ClassInfo.KeyOf(info.Type, info.Country, info.Currency, info.Signature)] = _count;
        return _count++;
    }
}
