using System.Text.Json;
using Pipeline.Core.Snapshots;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>A snapshot in memory: pages and a root. As bytes it is checked part by part, as a store would.</summary>
internal sealed class MemoryImage
{
    public Dictionary<long, List<byte[]?>> Spaces { get; init; } = [];

    public byte[] Root { get; set; } = [];

    /// <summary>What the simulator keeps beside the shard's own state.</summary>
    public byte[] Beside { get; set; } = [];

    public MemoryImage Copy() => new() { Spaces = Spaces.ToDictionary(s => s.Key, s => s.Value.ToList()), Root = Root, Beside = Beside };

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        Write(bytes, Root);
        Write(bytes, Beside);
        Write(bytes, JsonSerializer.SerializeToUtf8Bytes(Spaces.ToDictionary(s => s.Key, s => s.Value.Count)));
        foreach (byte[]? page in Spaces.Values.SelectMany(pages => pages)) Write(bytes, page ?? []);
        return bytes.ToArray();
    }

    /// <summary>Reads one; pages that are not what was written are found when they are read, so they come out as null.</summary>
    public static MemoryImage FromBytes(byte[] bytes)
    {
        int at = 0;
        byte[] root = Part(bytes, ref at), beside = Part(bytes, ref at);
        var spaces = new Dictionary<long, List<byte[]?>>();
        foreach ((long space, int pages) in JsonSerializer.Deserialize<Dictionary<long, int>>(Part(bytes, ref at))!)
        {
            spaces[space] = [];
            for (int p = 0; p < pages; p++) spaces[space].Add(Page(bytes, ref at));
        }

        return new MemoryImage { Spaces = spaces, Root = root, Beside = beside };
    }

    private static byte[]? Page(byte[] bytes, ref int at)
    {
        try
        {
            byte[] page = Part(bytes, ref at);
            return page.Length == 0 ? null : page;
        }
        catch (SnapshotDamagedException)
        {
            at = bytes.Length; // Where the next one begins is not known any more.
            return null;
        }
    }

    private static void Write(MemoryStream to, byte[] part)
    {
        to.Write(BitConverter.GetBytes(part.Length));
        to.Write(BitConverter.GetBytes(Sum(part)));
        to.Write(part);
    }

    private static byte[] Part(byte[] bytes, ref int at)
    {
        if (bytes.Length - at < 12) throw new SnapshotDamagedException("cut off");
        int length = BitConverter.ToInt32(bytes, at);
        if (length < 0 || length > bytes.Length - at - 12) throw new SnapshotDamagedException("too long");
        byte[] part = bytes.AsSpan(at + 12, length).ToArray();
        if (BitConverter.ToUInt64(bytes, at + 4) != Sum(part)) throw new SnapshotDamagedException("other bytes");
        at += 12 + length;
        return part;
    }

    /// <summary>An empty part has a sum that a flipped bit changes too.</summary>
    private static ulong Sum(byte[] part) => SimRandom.Mix(StableHash.Of(part) + (ulong)part.Length + 1);
}
