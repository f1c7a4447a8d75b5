using System.Globalization;
using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

/// <summary><c>PIPELINE_FUZZ=N</c> runs N inputs in place of the short form's, <c>PIPELINE_FUZZ_SEED=S</c> begins at another seed.</summary>
public sealed class DecoderFuzzTests
{
    private const int ShortForm = 150_000;
    private const long LogTimestamp = 1_770_000_000_000;

    [Fact]
    public void Parser_scanner_and_the_naive_decoder_agree()
    {
        int count = Variable("PIPELINE_FUZZ", ShortForm), first = Variable("PIPELINE_FUZZ_SEED", 1);
        int[] reasons = new int[(int)RejectReason.FutureTimestamp + 1];
        RecordDecoder decoder = new();
        GeneralParser parser = new();
        RawBlock block = new();
        for (int seed = first; seed < first + count; seed++)
        {
            byte[] json = new RecordGenerator(seed).Next();
            long logTimestamp = seed % 8 == 0 ? LogTimestamp : RecordSpan.NoTimestamp;
            DecodedEvent expected = NaiveDecoder.Decode(json, logTimestamp);
            DecodedEvent parsed = Run(parser.Decode, block, json, logTimestamp);
            DecodedEvent decoded = Run(decoder.Decode, block, json, logTimestamp);
            if (parsed != expected) Fail("parser", seed, json, expected, parsed);
            if (decoded != expected) Fail("decoder", seed, json, expected, decoded);
            reasons[(int)expected.Reason]++;
        }

        int accepted = reasons[(int)RejectReason.None];
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", reasons.Select((n, i) => $"{(RejectReason)i} {n}")));
        Assert.True(accepted > count * 0.4, $"Only {accepted} of {count} records were events: the generator tests too little.");
    }

    private static DecodedEvent Run(DecodeRecord decode, RawBlock block, byte[] json, long logTimestamp)
    {
        DecodedEvent.Fill(block, json, logTimestamp);
        EventRecord record = default;
        RejectReason reason = decode(block, 1, ref record, out EventField field);
        return reason == RejectReason.None ? DecodedEvent.Of(block, record) : DecodedEvent.Rejected(reason, field);
    }

    private static void Fail(string who, int seed, byte[] json, DecodedEvent expected, DecodedEvent actual) => Assert.Fail(
        $"Seed {seed}, {who}:\n{Encoding.UTF8.GetString(json)}\n{Convert.ToHexString(json)}\nexpected {expected}\nactual   {actual}");

    private static int Variable(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private delegate RejectReason DecodeRecord(RawBlock block, int index, ref EventRecord record, out EventField field);
}
