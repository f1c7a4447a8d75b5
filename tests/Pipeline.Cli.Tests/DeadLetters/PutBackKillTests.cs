using System.Text;
using Pipeline.Cli.DeadLetters;
using Pipeline.Cli.DeadLetters.Edits;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Decoding;
using Pipeline.Core.Facts;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Tests.DeadLetters;

/// <summary>Killed between any two steps of putting back, nothing is put back twice or lost once the command is given again.</summary>
public sealed class PutBackKillTests : IDisposable
{
    private readonly DeadLetterShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Killed_at_any_step_each_record_is_in_the_log_once()
    {
        await _shop.FillAsync(partitions: 2);
        List<string> images = await RunWithImages();
        Assert.Equal(1 + 2 + 1 + 1, images.Count); // Intended, Appended twice, Flushed, Noted.
        foreach (string image in images) await AssertOnce(image);
    }

    [Fact]
    public async Task Killed_with_the_log_written_in_part_or_the_journal_torn_each_is_there_once()
    {
        await _shop.FillAsync(partitions: 2);
        List<string> images = await RunWithImages();
        string noted = images[^1], journal = new DataFolderPaths(noted).TreatmentJournal;
        byte[] whole = await File.ReadAllBytesAsync(journal, TestContext.Current.CancellationToken);
        int lastAppend = LastAppend(whole);

        // The notes of both records may be torn anywhere; the intentions before them are durable.
        foreach (int length in (int[])[lastAppend, lastAppend + 1, lastAppend + 150, whole.Length - 1])
        {
            string torn = Copy(noted, $"torn-{length}");
            await File.WriteAllBytesAsync(new DataFolderPaths(torn).TreatmentJournal, whole[..length], TestContext.Current.CancellationToken);
            await AssertOnce(torn);
        }
    }

    [Fact]
    public async Task Twins_are_put_back_as_two()
    {
        await _shop.FillAsync(partitions: 1);
        await File.WriteAllTextAsync(_shop.In("twins"), "{\"twin\":1}\n{\"twin\":1}\n", TestContext.Current.CancellationToken);
        await DeadLetterShop.Done("import", "--data", _shop.Data, _shop.In("twins"));
        await _shop.CountAsync();
        string killed = _shop.In("killed");
        Run(_shop.Data, Twins(), step =>
        {
            if (step == PutBackStep.Flushed) Copy(_shop.Data, "killed");
        });
        RepairResult again = Run(killed, Twins(), null);
        Assert.Equal((0L, 0L), (again.PutBack, again.Chosen));
        Assert.Equal(2, CountInLog(killed, "\"twin\":1,\"user_id\":\"t\""));

        static RepairRequest Twins()
        {
            List<string> mistakes = [];
            EditTexts texts = new() { Set = ["user_id=t", "product_id=p", $"timestamp={DeadLetterShop.Start}"] };
            return new RepairRequest
            {
                Data = "", Edits = RecordEdits.Read(texts, mistakes),
                Selection = new RecordSelection { Kind = FactKind.DeadLetter, Ids = new HashSet<RecordId> { new(0, 60), new(0, 61) } },
            };
        }
    }

    [Fact]
    public async Task Only_one_process_puts_back_and_dropping_does_not_wait_for_an_import()
    {
        await _shop.FillAsync(partitions: 1);
        using (FolderLogHolder import = new(_shop.Data))
        {
            CliRun refused = await CliRun.Of("dlq", "repair", "--data", _shop.Data, "--reason", "out_of_range", "--set", "currency=EUR");
            Assert.Equal(ExitCodes.FolderInUse, refused.ExitCode);
            await DeadLetterShop.Done("dlq", "drop", "--data", _shop.Data, "--reason", "not_json");
        }

        using TreatedFolder held = TreatedFolder.OpenToPutBack(Context(), _shop.Data);
        Assert.Equal(ExitCodes.FolderInUse, (await CliRun.Of("dlq", "drop", "--data", _shop.Data, "--reason", "not_json")).ExitCode);
        await DeadLetterShop.Done("dlq", "list", "--data", _shop.Data);
    }

    /// <summary>Puts two records back; the folder as it was at each step, as a kill would leave it.</summary>
    private Task<List<string>> RunWithImages()
    {
        List<string> images = [];
        Run(_shop.Data, Currency(), step => images.Add(Copy(_shop.Data, $"image-{images.Count}-{step}")));
        return Task.FromResult(images);
    }

    private static async Task AssertOnce(string data)
    {
        RepairResult again = Run(data, Currency(), null);
        Assert.Empty(again.Refused);
        Assert.Equal(2, CountInLog(data, "\"currency\":\"EUR\""));
        Assert.Equal(0, Run(data, Currency(), null).Chosen);
        await DeadLetterShop.Done("run", "--data", data, "--until-end");
        CliRun list = await DeadLetterShop.Done("dlq", "list", "--data", data, "--json");
        Assert.Equal(2, DeadLetterShop.Json(list).GetProperty("put_back").GetProperty("counted").GetInt32());
        await DeadLetterShop.Done("verify", "--data", data);
    }

    private static RepairRequest Currency()
    {
        List<string> mistakes = [];
        return new RepairRequest
        {
            Data = "", Edits = RecordEdits.Read(new EditTexts { Set = ["currency=EUR"] }, mistakes),
            Selection = new RecordSelection { Kind = FactKind.DeadLetter, Reason = Core.Events.RejectReason.OutOfRange },
        };
    }

    private static RepairResult Run(string data, RepairRequest request, Action<PutBackStep>? reached) =>
        new RepairRun(Context(), request with { Data = data }, reached).Run(TestContext.Current.CancellationToken);

    private static CliContext Context() => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        OpenStandardOutput = () => Stream.Null,
        OpenStandardInput = () => Stream.Null,
        ErrorIsTerminal = false,
        Time = TimeProvider.System,
    };

    private static int CountInLog(string data, string text)
    {
        LogFolder log = LogFolder.Open(new DataFolderPaths(data).Log);
        int found = 0;
        for (int p = 0; p < log.Partitions; p++)
        {
            using LogReader reader = log.OpenReader(p, 0);
            RawBlock block = new();
            while (reader.Read(block, 1000, 1 << 20) > 0)
            {
                for (int i = 0; i < block.Count; i++)
                {
                    RecordSpan span = block.Records[i];
                    if (Encoding.UTF8.GetString(block.Buffer, span.Start, span.Length).Contains(text, StringComparison.Ordinal)) found++;
                }
            }
        }

        return found;
    }

    /// <summary>Where the notes begin: behind the last intention.</summary>
    private static int LastAppend(byte[] journal)
    {
        string text = Encoding.UTF8.GetString(journal);
        return text.IndexOf('\n', text.LastIndexOf("\"intended\"", StringComparison.Ordinal)) + 1;
    }

    private string Copy(string data, string name)
    {
        string target = _shop.In(name);
        foreach (string file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) is "lock" or "writer.lock" or "pid") continue; // Held, and gone with the process.
            string copy = Path.Combine(target, Path.GetRelativePath(data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using FileStream from = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), to = File.Create(copy);
            from.CopyTo(to);
        }

        return target;
    }
}
