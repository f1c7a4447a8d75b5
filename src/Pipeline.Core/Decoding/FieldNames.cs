using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// The names of the fields as a perfect hash table over their last eight bytes; a name is compared as two words and a
/// length, without a branch.
/// </summary>
internal static unsafe class FieldNames
{
    // Found by trying odd numbers until no two of the names shared a slot; a test looks every name up.
    private const ulong Multiplier = 0x9403031c7616f379;
    private const int SlotBits = 4;

    private static readonly Entry[] Slots = Build();

    /// <summary>The field of the name at <paramref name="name"/>, behind which 8 bytes can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EventField Find(byte* name, int length)
    {
        (ulong first, ulong last) = Words(name, length);
        ref Entry slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Slots), (nint)Slot(last));
        return ((first ^ slot.First) | (last ^ slot.Last) | (uint)(length ^ slot.Length)) == 0 ? slot.Field : EventField.None;
    }

    /// <summary>The first and the last eight bytes of a text; the shorter one's are zero behind its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong First, ulong Last) Words(byte* text, int length)
    {
        int behind = Math.Max(length - 8, 0);
        int unused = (8 - (length - behind)) * 8;
        // An empty text is compared by its length alone: a shift by 64 is none.
        ulong first = Unsafe.ReadUnaligned<ulong>(text) << unused >> unused;
        ulong last = Unsafe.ReadUnaligned<ulong>(text + behind) << unused >> unused;
        return (first, last);
    }

    private static int Slot(ulong last) => (int)((last * Multiplier) >> (64 - SlotBits));

    private static Entry[] Build()
    {
        Entry[] slots = new Entry[1 << SlotBits];
        ReadOnlySpan<string> names =
        [
            "event_type", "user_id", "timestamp", "page_url", "product_id", "quantity", "price", "currency", "event_id",
            "country", "category", "product_name", "referrer", "user_agent",
        ];
        Span<byte> name = stackalloc byte[32];
        fixed (byte* text = name)
        {
            for (int i = 0; i < names.Length; i++)
            {
                int length = System.Text.Encoding.ASCII.GetBytes(names[i], name);
                (ulong first, ulong last) = Words(text, length);
                ref Entry slot = ref slots[Slot(last)];
                if (slot.Field != EventField.None) throw new InvalidOperationException("Two names share a slot.");
                slot = new Entry { First = first, Last = last, Length = length, Field = (EventField)(i + 1) };
            }
        }

        return slots;
    }

    private struct Entry
    {
        public ulong First;
        public ulong Last;
        public int Length;
        public EventField Field;
    }
}
