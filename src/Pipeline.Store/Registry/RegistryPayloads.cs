using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;
using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>How each kind of record is written.</summary>
internal static class RegistryPayloads
{
    public static void Number(ByteSink target, long number) => target.Int64(number);

    public static void Cut(ByteSink target, EpochCut cut)
    {
        target.Int64(cut.Number);
        target.Variable((ulong)cut.Positions.Count);
        foreach (long position in cut.Positions) target.Variable((ulong)position);
    }

    public static EpochCut Cut(ref ByteSource source)
    {
        long number = source.Int64();
        long[] positions = new long[source.Count(bytesEach: 1)];
        for (int i = 0; i < positions.Length; i++) positions[i] = (long)source.Variable();
        return new EpochCut(number, positions);
    }

    public static void Generation(ByteSink target, Generation generation, EpochCut? first)
    {
        target.Int64(generation.First);
        target.Variable((ulong)generation.Shards);
        target.Variable((ulong)generation.FoldVersion);
        target.Text(generation.LogIdentity);
        target.Bytes(generation.Settings.Span);
        target.Variable((ulong)generation.Continues.Count);
        foreach (long before in generation.Continues) target.Int64(before);
        target.Byte(generation.Overtakes is null ? (byte)0 : (byte)1);
        if (generation.Overtakes is { } overtakes) Cut(target, overtakes);
        target.Byte(first is null ? (byte)0 : (byte)1);
        if (first is not null) Cut(target, first);
    }

    public static Generation Generation(ref ByteSource source, out EpochCut? first)
    {
        var generation = new Generation(
            source.Int64(), (int)source.Variable(), (int)source.Variable(), source.Text(), source.Bytes().ToArray());
        long[] continues = new long[source.Count(bytesEach: 8)];
        for (int i = 0; i < continues.Length; i++) continues[i] = source.Int64();
        generation = generation with { Continues = continues, Overtakes = source.Byte() == 0 ? null : Cut(ref source) };
        first = source.Byte() == 0 ? null : Cut(ref source);
        return generation;
    }

    public static void Cursor(ByteSink target, string sink, int shard, SinkCursor? cursor)
    {
        target.Text(sink);
        target.Variable((ulong)shard);
        target.Byte(cursor is null ? (byte)0 : (byte)1);
        if (cursor is null) return;
        target.Int64(cursor.Epoch);
        target.Int64(cursor.Incarnation);
    }

    public static (string Sink, int Shard, SinkCursor? Cursor) Cursor(ref ByteSource source)
    {
        string sink = source.Text();
        int shard = (int)source.Variable();
        return (sink, shard, source.Byte() == 0 ? null : new SinkCursor(source.Int64(), source.Int64()));
    }
}
