using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>A sum in one currency with the number of amounts in it: with none the currency is gone. Chained by handles.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MoneyRow
{
    public const int Bytes = 32;

    public ulong SumLow;
    public long SumHigh;
    public long Count;
    public uint Next;
    public ushort Currency;

    public readonly Int128 Sum => new((ulong)SumHigh, SumLow);

    public void Add(Int128 amount, int count)
    {
        Int128 sum = Sum + amount;
        SumLow = (ulong)sum;
        SumHigh = (long)(sum >> 64);
        Count += count;
    }
}
