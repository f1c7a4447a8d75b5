using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;
using Pipeline.Store.Files;
using Pipeline.Store.Registry;
using Pipeline.Store.Tests.Files;

namespace Pipeline.Store.Tests.Registry;

public sealed class RegistryFaultTests
{
    private const string Path = RegistryTests.Path;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_step_loses_nothing_acknowledged(bool losesPower)
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var files = new SimulatedFiles();
            var truth = new Dictionary<long, EpochCut>();
            SinkCursor? cursor = null;
            long newest = -1;
            for (int life = 0; life < 4; life++)
            {
                files.FailAfter(random.Next(60), FileFault.Crash);
                try
                {
                    using var registry = EpochRegistryFile.Open(Path, files);
                    (newest, cursor) = await CheckAsync(registry, truth, newest, cursor, seed);
                    long term = await registry.DrawTermAsync();
                    if (newest < 0)
                    {
                        await registry.BeginGenerationAsync(term, RegistryTests.Generation(0), new EpochCut(0, [0]));
                        truth[newest = 0] = new EpochCut(0, [0]);
                    }

                    for (int i = 0; i < 8; i++)
                    {
                        var cut = new EpochCut(newest + 1, [random.Next(10) + truth[newest].Positions[0]]);
                        Assert.Equal(RegisterOutcome.Registered, (await registry.RegisterAsync(term, cut)).Outcome);
                        truth[newest = cut.Number] = cut;
                        var next = new SinkCursor(newest, life);
                        Assert.True(await registry.MoveCursorAsync("es", 0, cursor, next));
                        cursor = next;
                    }
                }
                catch (CrashedException)
                {
                    // The planted crash: what it left is looked at below.
                }

                if (losesPower && random.Next(2) == 0) files.LosePower(random);
                else files.RestartProcess();
            }
        }
    }

    /// <summary>What was acknowledged is there; what was not may be, once at most.</summary>
    private static async Task<(long Newest, SinkCursor? Cursor)> CheckAsync(
        EpochRegistryFile registry, Dictionary<long, EpochCut> truth, long newest, SinkCursor? cursor, int seed)
    {
        RegistryState? state = await registry.ReadAsync();
        long found = state?.Newest.Number ?? -1;
        Assert.True(found == newest || found == newest + 1, $"seed {seed}: newest {found}, acknowledged {newest}");
        if (found > newest) truth[found] = state!.Newest;
        foreach ((long number, EpochCut cut) in truth) Assert.Equal(cut, await registry.FindAsync(number));
        SinkCursor? kept = await registry.ReadCursorAsync("es", 0);
        Assert.True(kept == cursor || kept!.Epoch >= (cursor?.Epoch ?? 0), $"seed {seed}: cursor {kept}, acknowledged {cursor}");
        return (found, kept);
    }

    [Theory]
    [InlineData((int)FileFault.DiskFull)]
    [InlineData((int)FileFault.FlushLost)]
    public async Task After_a_failed_write_the_same_cut_can_be_registered(int fault)
    {
        for (int step = 0; step < 12; step++)
        {
            var files = new SimulatedFiles();
            using (EpochRegistryFile registry = await RegistryTests.Begun(files))
            {
                for (int i = 1; i <= 3; i++) await registry.RegisterAsync(1, new EpochCut(i, [i, i]));
                files.FailAfter(step, (FileFault)fault);
                int failures = 0;
                for (int i = 4; i <= 8;)
                {
                    try
                    {
                        RegistryState state = (await registry.ReadAsync())!;
                        if (state.Newest.Number < i) await registry.RegisterAsync(1, new EpochCut(i, [i, i]));
                        i++;
                    }
                    catch (IOException) when (++failures < 3)
                    {
                        // The planted failure: tried again.
                    }
                }
            }

            files.LosePower(new Random(step));
            using var again = EpochRegistryFile.Open(Path, files);
            Assert.Equal(new EpochCut(8, [8, 8]), (await again.ReadAsync())!.Newest);
            Assert.Equal(new EpochCut(4, [4, 4]), await again.FindAsync(4));
        }
    }

    [Fact]
    public async Task A_process_that_ends_while_it_creates_the_file_and_a_loss_of_power_later_lose_nothing()
    {
        for (int run = 0; run < 100; run++)
        {
            var files = new SimulatedFiles();
            files.FailAfter(run % 10, FileFault.Crash);
            try
            {
                EpochRegistryFile.Open(Path, files).Dispose();
            }
            catch (CrashedException)
            {
                // The planted crash: what it left is looked at below.
            }

            files.RestartProcess();
            (await RegistryTests.Begun(files)).Dispose();
            files.LosePower(new Random(run));
            using var again = EpochRegistryFile.Open(Path, files);
            Assert.Equal(0, (await again.ReadAsync())?.Newest.Number);
        }
    }

    [Theory]
    [InlineData((int)FileFault.DiskFull)]
    [InlineData((int)FileFault.FlushLost)]
    public async Task What_was_read_as_absent_stays_absent(int fault)
    {
        for (int step = 0; step < 2; step++)
        {
            var files = new SimulatedFiles();
            using (EpochRegistryFile registry = await RegistryTests.Begun(files))
            {
                files.FailAfter(step, (FileFault)fault);
                await Assert.ThrowsAsync<IOException>(async () => await registry.RegisterAsync(1, new EpochCut(1, [1, 1])));
                Assert.Equal(0, (await registry.ReadAsync())!.Newest.Number);
            }

            files.RestartProcess();
            using var again = EpochRegistryFile.Open(Path, files);
            Assert.Equal(0, (await again.ReadAsync())!.Newest.Number);
        }
    }

    [Fact]
    public async Task A_damaged_file_is_healed_or_refused_500_of_500()
    {
        var files = new SimulatedFiles();
        using (EpochRegistryFile registry = await RegistryTests.Begun(files))
        {
            for (int i = 1; i <= 50; i++)
            {
                await registry.RegisterAsync(1, new EpochCut(i, [i * 1000, i]));
                await registry.MoveCursorAsync("es", 0, i == 1 ? null : new SinkCursor(i - 1, 1), new SinkCursor(i, 1));
            }
        }

        int refused = 0, healed = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            SimulatedFiles damaged = files.Clone();
            byte[] bytes = [.. damaged.Bytes(Path)];
            if (seed % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            else bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            damaged.SetBytes(Path, bytes);
            try
            {
                using var registry = EpochRegistryFile.Open(Path, damaged);
                Assert.NotEqual(default, registry.Opening);
                Assert.Equal(new EpochCut(50, [50_000, 50]), (await registry.ReadAsync())!.Newest);
                Assert.Equal(new SinkCursor(50, 1), await registry.ReadCursorAsync("es", 0));
                for (int i = 1; i <= 50; i++) Assert.Equal(new EpochCut(i, [i * 1000, i]), await registry.FindAsync(i));
                healed++;
            }
            catch (RegistryDamagedException refusal)
            {
                Assert.Equal(50, refusal.NewestProven);
                refused++;
            }
        }

        Assert.Equal(500, refused + healed);
        Assert.True(healed > 300, $"A flipped byte is healed by the other copy: {healed}, refused {refused}.");
    }

    [Fact]
    public async Task A_flipped_mark_changes_nothing()
    {
        var files = new SimulatedFiles();
        using (EpochRegistryFile registry = await RegistryTests.Begun(files)) await registry.RegisterAsync(1, new EpochCut(1, [1, 1]));
        for (int at = 0; at < files.Bytes(Path + ".mark").Length; at++)
        {
            SimulatedFiles damaged = files.Clone();
            byte[] bytes = [.. damaged.Bytes(Path + ".mark")];
            bytes[at] ^= 4;
            damaged.SetBytes(Path + ".mark", bytes);
            using var registry = EpochRegistryFile.Open(Path, damaged);
            Assert.Equal(1, (await registry.ReadAsync())!.Newest.Number);
        }
    }

    [Fact]
    public async Task Both_copies_damaged_in_the_middle_are_refused()
    {
        var files = new SimulatedFiles();
        using (EpochRegistryFile registry = await RegistryTests.Begun(files))
        {
            for (int i = 1; i <= 50; i++) await registry.RegisterAsync(1, new EpochCut(i, [i, i]));
        }

        byte[] bytes = files.Bytes(Path);
        for (int at = 1000; at < 1100; at++) bytes[at] ^= 0x55;
        files.SetBytes(Path, bytes);
        files.Forget(Path + ".mark");
        Assert.Throws<RegistryDamagedException>(() => EpochRegistryFile.Open(Path, files));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_loss_numbers_go_on_above_all_that_were_given_out(bool fileIsGone)
    {
        var files = new SimulatedFiles();
        using (EpochRegistryFile registry = await RegistryTests.Begun(files))
        {
            for (int i = 1; i <= 9; i++) await registry.RegisterAsync(1, new EpochCut(i, [i, i]));
        }

        if (fileIsGone) files.Forget(Path);
        else files.SetBytes(Path, files.Bytes(Path)[..200]);
        Assert.Throws<RegistryDamagedException>(() => EpochRegistryFile.Open(Path, files));
        using (var anew = EpochRegistryFile.BeginAnew(Path, 5, files))
        {
            Assert.Null(await anew.ReadAsync());
            Assert.Equal(9, anew.HighestNumber);
            long term = await anew.DrawTermAsync();
            Assert.Equal(2, term);
            Assert.Equal(
                RegisterOutcome.NotNext,
                (await anew.BeginGenerationAsync(term, RegistryTests.Generation(0), new EpochCut(0, [0]))).Outcome);
            long first = EpochCut.GenerationStep;
            Assert.Equal(
                RegisterOutcome.Registered,
                (await anew.BeginGenerationAsync(term, RegistryTests.Generation(first), new EpochCut(first, [0]))).Outcome);
        }

        Assert.Equal(fileIsGone ? -1 : 200, files.LengthOf(Path + ".damaged-1"));
        using var again = EpochRegistryFile.Open(Path, files);
        Assert.Equal(EpochCut.GenerationStep, again.HighestNumber);
    }

    [Fact]
    public async Task A_newer_version_is_refused_by_name()
    {
        var files = new SimulatedFiles();
        (await RegistryTests.Begun(files)).Dispose();
        byte[] bytes = files.Bytes(Path);
        ulong magic = BitConverter.ToUInt64(bytes);
        FilePrefix.Write(bytes, magic, 2);
        files.SetBytes(Path, bytes);
        StoreVersionException refusal = Assert.Throws<StoreVersionException>(() => EpochRegistryFile.Open(Path, files));
        Assert.Equal((2, 1), (refusal.Version, refusal.Newest));
    }
}
