using Pipeline.Core.Facts;
using Pipeline.Store.Files;
using Pipeline.Store.Tests.Files;
using Pipeline.Store.Treatments;

namespace Pipeline.Store.Tests.Treatments;

/// <summary>The journal of treatments: torn, damaged, of another log, held by another.</summary>
public sealed class TreatmentJournalTests : IDisposable
{
    private static readonly Guid Log = new("6f1c1d2e-0000-4000-8000-000000000001");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-treatments-");

    private string Journal => Path.Combine(folder.FullName, "dlq", "journal.ndjson");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_was_appended_is_read_and_the_last_holds()
    {
        Fill();
        TreatmentState state = TreatmentState.Read(folder.FullName);
        Assert.Equal(Log, state.Log);
        Assert.Equal(
            (TreatmentKind.PutBack, 2, 100L), (state.Of(0, 7)!.Kind, state.Of(0, 7)!.IntoPartition, state.Of(0, 7)!.IntoOffset));
        Assert.Equal((ulong.MaxValue, 5UL), (state.Of(1, 8)!.HashHigh, state.Of(1, 8)!.HashLow));
        Assert.Equal((TreatmentKind.Dropped, FactKind.Late), (state.Of(1, 9)!.Kind, state.Of(1, 9)!.Fact));
        Assert.Null(state.Of(1, 10));
    }

    [Fact]
    public void Torn_at_any_byte_it_has_what_is_whole_and_goes_on()
    {
        Fill();
        byte[] whole = File.ReadAllBytes(Journal);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Journal, whole[..length]);
            int before = TreatmentState.Read(folder.FullName).All.Count;
            Assert.True(before >= Math.Min(3, whole.AsSpan(0, length).Count((byte)'\n') - 2));
            using (TreatmentJournal journal = TreatmentJournal.Open(folder.FullName, Log)) journal.Append([Dropped(3, 3)]);
            TreatmentState state = TreatmentState.Read(folder.FullName);
            Assert.Equal(TreatmentKind.Dropped, state.Of(3, 3)!.Kind);
            Assert.Equal(before + 1, state.All.Count);
        }
    }

    [Fact]
    public void A_flipped_bit_is_never_taken_for_truth()
    {
        Fill();
        byte[] whole = File.ReadAllBytes(Journal);
        int last = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= 4;
            File.WriteAllBytes(Journal, flipped);
            if (at < last - 1) Assert.ThrowsAny<Exception>(() => TreatmentState.Read(folder.FullName));
            else Assert.Null(TreatmentState.Read(folder.FullName).Of(1, 9)); // From the end of the line before on it looks like an append that was torn.
        }
    }

    [Fact]
    public void After_a_crash_or_fault_at_any_step_there_is_what_was_acknowledged()
    {
        foreach (FileFault fault in Enum.GetValues<FileFault>())
        {
            for (int trial = 0; trial < 400; trial++)
            {
                int step = trial % 20;
                SimulatedFiles files = new();
                int acknowledged = 0;
                files.FailAfter(step, fault);
                try
                {
                    files.CreateFolder("dlq");
                    using TreatmentJournal journal = TreatmentJournal.Open(files, "dlq/journal.ndjson", Log);
                    for (; acknowledged < 3; acknowledged++) journal.Append([Dropped(0, acknowledged)]);
                }
                catch (Exception exception) when (exception is IOException or CrashedException)
                {
                    // What the fault left is looked at below.
                }

                if (trial < 20) files.RestartProcess();
                else files.LosePower(new Random(trial));
                using TreatmentJournal after = TreatmentJournal.Open(files, "dlq/journal.ndjson", Log);
                for (int i = 0; i < acknowledged; i++) Assert.NotNull(after.State.Of(0, i));
                after.Append([Dropped(9, 9)]);
            }
        }
    }

    [Fact]
    public void Another_log_and_a_second_writer_are_refused()
    {
        Fill();
        Assert.Throws<InvalidDataException>(() => TreatmentJournal.Open(folder.FullName, Guid.NewGuid()));
        using TreatmentJournal first = TreatmentJournal.Open(folder.FullName, Log);
        Assert.Throws<Store.Folders.FolderInUseException>(() => TreatmentJournal.Open(folder.FullName, Log));
        Assert.NotNull(TreatmentState.Read(folder.FullName).Of(0, 7));
    }

    private void Fill()
    {
        using TreatmentJournal journal = TreatmentJournal.Open(folder.FullName, Log);
        journal.Append([new Treatment(TreatmentKind.Intended, FactKind.DeadLetter, 0, 7, 1) { IntoPartition = 2, IntoOffset = 99 }]);
        journal.Append(
        [
            new Treatment(TreatmentKind.PutBack, FactKind.DeadLetter, 0, 7, 2) { IntoPartition = 2, IntoOffset = 100 },
            new Treatment(TreatmentKind.Intended, FactKind.DeadLetter, 1, 8, 3) { HashHigh = ulong.MaxValue, HashLow = 5 },
        ]);
        journal.Append([Dropped(1, 9)]);
    }

    private static Treatment Dropped(int partition, long offset) => new(TreatmentKind.Dropped, FactKind.Late, partition, offset, 4);
}
