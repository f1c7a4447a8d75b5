using System.Runtime.InteropServices;
using Pipeline.Core.Funnels;

namespace Pipeline.Core.Journeys;

/// <summary>
/// What of a shopper depends on the order of events: the newest time, the session, the place, the attempt of the first funnel that holds
/// nothing. 32 bytes, so that a copy from before the kept events costs little. All zero: a shopper without events.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct Trail
{
    public const int Bytes = 32;
    public const int NoPlace = -1;

    /// <summary>Time of the newest event, ms.</summary>
    public long Previous;

    /// <summary>Start of the session in ms, doubled; the lowest bit says that it holds a purchase.</summary>
    public long Session;

    public ulong AttemptBits;
    public int Place;
    public ushort AttemptCountry;

    /// <summary>
    /// <see cref="FreshCount"/> or <see cref="FirstFresh"/>, by where the trail lies; in a checkpoint, nothing.
    /// </summary>
    public ushort Extra;

    /// <summary>Of the trail in a shopper's row: how many kept events are fresh, that is, not part of it yet.</summary>
    public int FreshCount
    {
        readonly get => Extra;
        set => Extra = (ushort)value;
    }

    /// <summary>Of the trail before the kept events: the index of the first fresh one, while there is one.</summary>
    public int FirstFresh
    {
        readonly get => Extra;
        set => Extra = (ushort)value;
    }

    public Attempt First
    {
        readonly get => new(AttemptBits, AttemptCountry);
        set => (AttemptBits, AttemptCountry) = (value.Bits, value.Country);
    }

    /// <summary>Whether both say the same of all that comes.</summary>
    public readonly bool Same(in Trail other) =>
        Previous == other.Previous && Session == other.Session && Place == other.Place
        && AttemptBits == other.AttemptBits && AttemptCountry == other.AttemptCountry;

    /// <summary>Takes over all but <see cref="Extra"/>.</summary>
    public void CopyFrom(in Trail other)
    {
        ushort extra = Extra;
        this = other;
        Extra = extra;
    }
}
