using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>The names of the event types. They differ in length, so a name's length is its place in a table.</summary>
internal static unsafe class TypeNames
{
    private const int Lengths = 16;

    private static readonly Entry[] Names = Build();

    private static ReadOnlySpan<byte> Numbers => [0, 0, 0, 0, 0, 0, 5, 0, 4, 1, 0, 3, 2, 0, 0, 0];

    /// <summary>
    /// A number for names of this length: 0 for one that no type has, else one more than the type's. Says nothing of the
    /// name's letters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NumberOf(int length) => Numbers[length & (Lengths - 1)];

    /// <summary>The type of the name at <paramref name="name"/>; reads 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(byte* name, int length, out EventType type)
    {
        ref Entry entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Names), (nint)(length & (Lengths - 1)));
        uint equal = Vector128.Equals(Vector128.Load(name), entry.Letters).ExtractMostSignificantBits();
        type = entry.Type;
        return (~equal & entry.Mask) == 0 && length < Lengths;
    }

    private static Entry[] Build()
    {
        // A mask of more bits than a name can match stands for a length that no name has.
        Entry[] names = new Entry[Lengths];
        for (int i = 0; i < Lengths; i++) names[i].Mask = uint.MaxValue;
        ReadOnlySpan<string> types = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];
        Span<byte> letters = stackalloc byte[Lengths];
        for (int i = 0; i < types.Length; i++)
        {
            letters.Clear();
            int length = Encoding.ASCII.GetBytes(types[i], letters);
            names[length] = new Entry { Letters = Vector128.Create<byte>(letters), Mask = (1u << length) - 1, Type = (EventType)i };
        }

        return names;
    }

    private struct Entry
    {
        public Vector128<byte> Letters;
        public uint Mask;
        public EventType Type;
    }
}
