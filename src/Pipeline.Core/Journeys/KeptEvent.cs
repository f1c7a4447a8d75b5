using System.Runtime.InteropServices;

namespace Pipeline.Core.Journeys;

/// <summary>An event inside its shopper's horizon: all that a re-fold needs, 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KeptEvent
{
    public const int Bytes = 24;
    private const int FreshBit = int.MinValue;

    /// <summary>Time in ms above 16 bits of partition: the order of a shopper's events, but for offsets, whose order is that of arrival.</summary>
    public ulong Key;

    /// <summary>A page view's page number (<see cref="Places"/> counts from it), else the product's number.</summary>
    public int Subject;

    private int _class;

    /// <summary>A purchase's amount.</summary>
    public long Amount;

    public readonly long Timestamp => (long)(Key >> 16);

    public readonly int Class => _class & ~FreshBit;

    /// <summary>Came out of order and is not yet part of the trail: the slice's end, or the seal, folds it in.</summary>
    public readonly bool IsFresh => _class < 0;

    public static KeptEvent Of(long timestamp, int partition, int subject, int eventClass, long amount) => new()
    {
        Key = ((ulong)timestamp << 16) | (ushort)partition,
        Subject = subject,
        _class = eventClass,
        Amount = amount,
    };

    public void MarkFresh() => _class |= FreshBit;

    public void MarkFolded() => _class &= ~FreshBit;
}
