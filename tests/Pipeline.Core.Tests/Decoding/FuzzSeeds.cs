using System.Globalization;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>
/// The inputs of a fuzz campaign: <c>PIPELINE_FUZZ=N</c> runs N in place of the short form's, <c>PIPELINE_FUZZ_SEED=S</c> begins at another
/// seed. An input that is not done with in <see cref="HangSeconds"/> is reported as a hang.
/// </summary>
internal static class FuzzSeeds
{
    private const int ShortForm = 200_000;

    /// <summary>Far beyond what an input takes (microseconds; a batch of them: seconds) on the slowest machine.</summary>
    private const int HangSeconds = 120;

    /// <summary>The first seed.</summary>
    internal static int First { get; } = Variable("PIPELINE_FUZZ_SEED", 1);

    /// <summary>How many inputs.</summary>
    internal static int Count { get; } = Variable("PIPELINE_FUZZ", ShortForm);

    /// <summary>Calls <paramref name="check"/> with every <paramref name="step"/>-th seed, from a thread of its own that is watched.</summary>
    internal static void Each(int step, Action<int> check)
    {
        int at = First;
        Task work = Task.Factory.StartNew(
            () =>
            {
                for (int seed = First; seed < First + Count; seed += step)
                {
                    Volatile.Write(ref at, seed);
                    check(seed);
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        for (int last = -1; Task.WaitAny([work], TimeSpan.FromSeconds(HangSeconds)) < 0;)
        {
            int now = Volatile.Read(ref at);
            Assert.False(now == last, $"seed {now} hangs (PIPELINE_FUZZ_SEED={now})");
            last = now;
        }

        work.GetAwaiter().GetResult();
    }

    private static int Variable(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
