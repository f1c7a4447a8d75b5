using System.Text.Json;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>All that a toy shard knows; a copy of it is a seal, its bytes are a snapshot.</summary>
internal sealed class ToyState
{
    public long Epoch { get; set; } = -1;

    public List<long> Positions { get; set; } = [];

    public Dictionary<int, ToyShopper> Shoppers { get; set; } = [];

    public Dictionary<string, SimRow> Rows { get; set; } = [];

    public List<SimLedger> Ledger { get; set; } = [];

    public ToyState Copy() => new()
    {
        Epoch = Epoch,
        Positions = [.. Positions],
        Shoppers = new(Shoppers),
        Rows = new(Rows),
        Ledger = [.. Ledger],
    };

    public byte[] ToBytes()
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(this);
        return [.. BitConverter.GetBytes(Sum(body)), .. body];
    }

    public static ToyState FromBytes(byte[] bytes)
    {
        if (bytes.Length < 8 || BitConverter.ToUInt64(bytes) != Sum(bytes.AsSpan(8))) throw new InvalidDataException("damaged");
        return JsonSerializer.Deserialize<ToyState>(bytes.AsSpan(8))!;
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = (ulong)bytes.Length;
        foreach (byte b in bytes) sum = (sum ^ b) * 1099511628211;
        return sum;
    }
}
