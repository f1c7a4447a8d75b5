using Pipeline.Core.Memory;

namespace Pipeline.Core.Totals;

/// <summary>Sums by currency, chained: few have more than one.</summary>
internal static unsafe class MoneyChain
{
    /// <summary>Adds an amount (negative takes money back) and <paramref name="count"/> to the number of amounts.</summary>
    public static void Add(Arena arena, ref uint head, ushort currency, Int128 amount, int count)
    {
        uint handle = head;
        while (handle != 0)
        {
            MoneyRow* row = arena.Read<MoneyRow>(handle);
            if (row->Currency == currency) break;
            handle = row->Next;
        }

        if (handle == 0)
        {
            handle = arena.Allocate(MoneyRow.Bytes);
            MoneyRow* fresh = arena.Write<MoneyRow>(handle);
            fresh->Currency = currency;
            fresh->Next = head;
            head = handle;
        }

        arena.Write<MoneyRow>(handle)->Add(amount, count);
    }
}
