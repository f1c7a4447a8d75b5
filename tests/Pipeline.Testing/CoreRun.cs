using Pipeline.Core.Decoding;
using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Reference;

namespace Pipeline.Testing;

/// <summary>Folds records with the core alone, in one thread, in blocks of seeded sizes and a seeded order of partitions.</summary>
public static class CoreRun
{
    /// <summary>Every collection's lines.</summary>
    public static Dictionary<string, List<byte[]>> Run(
        IEnumerable<SourceRecord> records, FoldSettings settings, int partitions, int shards, int seed, int largestBlock = 300) =>
        Read(records, settings, partitions, shards, seed, Render, largestBlock);

    /// <summary>What is read of the epoch and its facts.</summary>
    public static T Read<T>(
        IEnumerable<SourceRecord> records,
        FoldSettings settings,
        int partitions,
        int shards,
        int seed,
        Func<EpochView, IReadOnlyList<Fact>, T> read,
        int largestBlock = 300)
    {
        using var pool = new PagePool();
        Shard[] all = [.. Enumerable.Range(0, shards).Select(s => new Shard(s, shards, settings, pool))];
        var facts = new List<Fact>();
        Apply(all, Blocks(records, partitions, new Random(seed), largestBlock), seed);
        var cut = new EpochCut(1, [.. Enumerable.Range(0, partitions).Select(p => all[0].Position(p))]);
        foreach (Shard shard in all)
        {
            shard.Seal(cut);
            facts.AddRange(shard.DrainFacts());
        }

        T answer;
        using (var view = new EpochView(cut, [.. all.Select(s => s.TakeView())], settings)) answer = read(view, facts);
        foreach (Shard shard in all) shard.Dispose();
        return answer;
    }

    private static Dictionary<string, List<byte[]>> Render(EpochView view, IReadOnlyList<Fact> facts)
    {
        var source = new DocumentSource(view, kind => facts.Where(f => f.Kind == kind).OrderBy(f => f.Partition).ThenBy(f => f.Offset));
        var documents = new Dictionary<string, List<byte[]>>();
        foreach (string collection in Collections.All)
        {
            List<byte[]> lines = documents[collection] = [];
            source.Render(collection, line => lines.Add(line.ToArray()));
        }

        return documents;
    }

    private static void Apply(Shard[] shards, List<Queue<RawBlock>> partitions, int seed)
    {
        var random = new Random(seed + 1);
        var decoder = new BlockDecoder();
        Slice[] slices = [.. shards.Select(_ => new Slice())];
        while (partitions.Any(p => p.Count > 0))
        {
            Queue<RawBlock> next = partitions[random.Next(partitions.Count)];
            if (next.Count == 0) continue;
            decoder.Decode(next.Dequeue(), slices);
            for (int s = 0; s < shards.Length; s++)
            {
                SliceAnswer answer = shards[s].Apply(slices[s]);
                if (answer.Outcome != SliceOutcome.Taken) throw new InvalidOperationException($"A slice in order was {answer.Outcome}.");
            }
        }
    }

    private static List<Queue<RawBlock>> Blocks(IEnumerable<SourceRecord> records, int partitions, Random random, int largest)
    {
        List<Queue<RawBlock>> all = [.. Enumerable.Range(0, partitions).Select(_ => new Queue<RawBlock>())];
        var open = new RawBlock?[partitions];
        var left = new int[partitions];
        foreach (SourceRecord record in records)
        {
            int p = record.Partition;
            if (open[p] is null || left[p]-- == 0)
            {
                open[p] = new RawBlock { Partition = p, From = record.Offset };
                all[p].Enqueue(open[p]!);
                left[p] = random.Next(largest);
            }

            RawBlock block = open[p]!;
            int start = block.AppendText(record.Bytes.Span);
            block.Add(start, record.Bytes.Length, record.LogTimestamp ?? RecordSpan.NoTimestamp);
        }

        return all;
    }
}
