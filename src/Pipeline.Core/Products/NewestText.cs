using System.Runtime.InteropServices;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Products;

/// <summary>The text of the newest event that names one; of equal times the greatest text. The text follows the header.</summary>
[StructLayout(LayoutKind.Sequential, Size = HeaderBytes)]
internal unsafe struct NewestText
{
    public const int HeaderBytes = 16;

    public long Timestamp;
    public int Length;
    public int Room;

    /// <summary>Takes the text over if it is newer, or as new and greater.</summary>
    public static void Offer(Arena arena, ref uint handle, long timestamp, ReadOnlySpan<byte> text)
    {
        if (handle != 0)
        {
            NewestText* now = arena.Read<NewestText>(handle);
            if (timestamp < now->Timestamp) return;
            int order = text.SequenceCompareTo(Text(now));
            if (order == 0)
            {
                if (timestamp > now->Timestamp) arena.Write<NewestText>(handle)->Timestamp = timestamp;
                return;
            }

            if (timestamp == now->Timestamp && order < 0) return;
            if (now->Room < text.Length)
            {
                arena.Free(handle, HeaderBytes + now->Room);
                handle = 0;
            }
        }

        if (handle == 0)
        {
            int room = BlockAllocator.Rounded(HeaderBytes + text.Length) - HeaderBytes;
            handle = arena.Allocate(HeaderBytes + room);
            arena.Write<NewestText>(handle)->Room = room;
        }

        NewestText* row = arena.Write<NewestText>(handle);
        row->Timestamp = timestamp;
        row->Length = text.Length;
        text.CopyTo(new Span<byte>((byte*)row + HeaderBytes, text.Length));
    }

    public static ReadOnlySpan<byte> Text(NewestText* row) => new((byte*)row + HeaderBytes, row->Length);
}
