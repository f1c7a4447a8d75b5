using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>Scanner, general parser and the naive decoder say the same of every record, and none takes for ever; <see cref="FuzzSeeds"/> says how many.</summary>
public sealed class DecoderFuzzTests
{
    private const int NaiveEvery = 5; // The naive one throws for what is no JSON, and that takes its time.
    private const int ForgetEvery = 500; // A scanner remembers shapes: a failure is repeated from the last new one on.
    private const long LogTimestamp = 1_770_000_000_000;

    private readonly GeneralParser _parser = new();
    private readonly RawBlock _block = new();
    private readonly int[] _reasons = new int[(int)RejectReason.FutureTimestamp + 1];
    private RecordDecoder _decoder = new();
    private RecordScanner _scanner = new();
    private int _scanned;

    [Fact]
    public void Scanner_parser_and_the_naive_decoder_agree()
    {
        FuzzSeeds.Each(step: 1, seed =>
        {
            if (seed % ForgetEvery == 0) (_decoder, _scanner) = (new(), new());
            Check(seed, new RecordGenerator(seed).Next(), seed % 8 == 0 ? LogTimestamp : RecordSpan.NoTimestamp);
        });

        int accepted = _reasons[(int)RejectReason.None];
        string summary = string.Join(", ", _reasons.Select((n, i) => $"{(RejectReason)i} {n}")) + $"; scanned {_scanned}";
        TestContext.Current.SendDiagnosticMessage(summary);
        Assert.True(accepted > FuzzSeeds.Count * 0.4 && _scanned > accepted * 0.5, $"The generator tests too little: {summary}");
    }

    private void Check(int seed, byte[] json, long logTimestamp)
    {
        DecodedEvent parsed = Run(_parser.Decode, json, logTimestamp);
        _reasons[(int)parsed.Reason]++;
        DecodedEvent decoded = Run(_decoder.Decode, json, logTimestamp);
        if (decoded != parsed) Fail("decoder", seed, json, parsed, decoded);

        DecodedEvent.Fill(_block, json, logTimestamp, seed);
        EventRecord record = default;
        if (_scanner.TryDecode(_block, 1, ref record))
        {
            _scanned++;
            DecodedEvent scanned = DecodedEvent.Of(_block, record);
            if (scanned != parsed) Fail("scanner", seed, json, parsed, scanned);
        }

        ulong route = RecordDecoder.RouteHash(json), slowRoute = RouteKey.HashOfAny(json);
        if (route != slowRoute || (parsed.Reason == RejectReason.None && route != parsed.UserHash)) Fail("route", seed, json, parsed, decoded);

        bool isText = parsed.Reason is not (RejectReason.NotJson or RejectReason.NotUtf8);
        if (!isText && seed % NaiveEvery != 0) return;
        DecodedEvent naive = NaiveDecoder.Decode(json, logTimestamp);
        if (parsed != naive) Fail("parser", seed, json, naive, parsed);
    }

    private DecodedEvent Run(DecodeRecord decode, byte[] json, long logTimestamp)
    {
        DecodedEvent.Fill(_block, json, logTimestamp, json.Length);
        int length = _block.Length;
        EventRecord record = default;
        RejectReason reason = decode(_block, 1, ref record, out EventField field);
        if (reason == RejectReason.None) return DecodedEvent.Of(_block, record);
        Assert.Equal(length, _block.Length);
        return DecodedEvent.Rejected(reason, field);
    }

    private static void Fail(string who, int seed, byte[] json, DecodedEvent expected, DecodedEvent actual) => Assert.Fail(
        $"{who}, seed {seed} (with what the scanner remembers: PIPELINE_FUZZ_SEED={seed / ForgetEvery * ForgetEvery}):\n"
        + $"{Encoding.UTF8.GetString(json)}\n{Convert.ToHexString(json)}\nexpected {expected}\nactual   {actual}");

    private delegate RejectReason DecodeRecord(RawBlock block, int index, ref EventRecord record, out EventField field);
}
