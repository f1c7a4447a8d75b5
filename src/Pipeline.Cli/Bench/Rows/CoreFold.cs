using Pipeline.Cli.Bench.Measure;
using Pipeline.Core.Decoding;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>One shard of the core with default settings, fed block by block; decoding and folding have a meter each.</summary>
internal sealed class CoreFold : IDisposable
{
    private readonly PagePool pool = HugePages.CreatePool();
    private readonly BlockDecoder decoder = new();
    private readonly Slice[] slices = [new()];
    private readonly Shard shard;

    internal CoreFold() => shard = new Shard(0, 1, new FoldSettings(), pool);

    /// <summary>What decoding took.</summary>
    internal Meter Decoding { get; private set; } = new();

    /// <summary>What folding took.</summary>
    internal Meter Folding { get; private set; } = new();

    /// <summary>Records taken since the meters began.</summary>
    internal long Records { get; private set; }

    /// <summary>Number of shoppers.</summary>
    internal int Shoppers => shard.Shoppers;

    /// <summary>The offset that comes next.</summary>
    internal long Next => shard.Position(0);

    /// <summary>Bytes of the shard's pages.</summary>
    internal long MemoryBytes => shard.MemoryBytes;

    /// <summary>Decodes only.</summary>
    internal void Decode(RawBlock block)
    {
        Decoding.Start();
        decoder.Decode(block, slices);
        Decoding.Stop();
        Records += block.Count;
    }

    /// <summary>Decodes and folds.</summary>
    internal void Take(RawBlock block)
    {
        Decode(block);
        Folding.Start();
        SliceAnswer answer = shard.Apply(slices[0]);
        Folding.Stop();
        if (answer.Outcome != SliceOutcome.Taken) throw new InvalidOperationException($"A slice in order was {answer.Outcome}.");
        shard.DrainFacts();
    }

    /// <summary>Starts the meters anew.</summary>
    internal void Reset() => (Decoding, Folding, Records) = (new Meter(), new Meter(), 0);

    public void Dispose()
    {
        shard.Dispose();
        pool.Dispose();
    }
}
