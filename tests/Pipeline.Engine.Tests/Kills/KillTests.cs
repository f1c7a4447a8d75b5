using Pipeline.Core.Settings;
using Pipeline.Engine.Running;

namespace Pipeline.Engine.Tests.Kills;

/// <summary>
/// The real process, killed at seeded moments and started again: the export's bytes are those of a run that nobody interrupted.
/// Only kills with 1 to 99 % of the work done and behind a whole snapshot are counted: whoever starts from one has put every day away, and
/// fetches back those that the events behind it touch. <c>PIPELINE_KILLS</c> is their number, 20 by default; <c>PIPELINE_KILL_SEED</c> the
/// first trial's seed.
/// </summary>
[Collection(nameof(KillCollection))]
public sealed class KillTests(KillImage image)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PIPELINE_KILLS") ?? "20", null);
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("PIPELINE_KILL_SEED") ?? "1", null);

    [Fact]
    public void Killed_and_started_again_the_bytes_are_the_same()
    {
        int kills = 0, counted = 0, amid = 0, seed = FirstSeed;

        // How far a process is when it is killed depends on the machine: it goes on until enough kills were of the kind that matters.
        for (; counted < Kills && seed < FirstSeed + (2 * Kills) + 10; seed++)
        {
            var trial = new KillTrial(image, seed);
            trial.Run();
            kills += trial.Kills;
            counted += trial.Counted;
            amid += trial.AmidSnapshot;
            TestContext.Current.TestOutputHelper?.WriteLine(trial.What);
        }

        string sum = $"seeds {FirstSeed} to {seed - 1}: {kills} kills, {counted} with 1–99 % done behind a whole snapshot, {amid} amid one";
        TestContext.Current.TestOutputHelper?.WriteLine(sum);
        Assert.True(counted >= Kills, sum);
    }

    [Fact]
    public void The_stream_puts_days_away_and_fetches_them_back()
    {
        string data = Folders.Copy(image.Image, Path.Combine(Folders.Create("days"), "data"));
        using (var engine = new PipelineEngine(new EngineOptions
        {
            Data = data, UntilEnd = true, Shards = 4, Settings = SettingsReader.Read(System.Text.Encoding.UTF8.GetBytes(KillImage.SettingsJson)).Settings!,
        }))
        {
            engine.Run(TestContext.Current.CancellationToken);
            (int _, int away, long fetched) = engine.Days;
            Assert.True(away > 0 && fetched > 0, $"{away} days away, {fetched} fetched back");
        }

        string export = Path.Combine(Path.GetDirectoryName(data)!, "export");
        ExportFiles.Write(data, export);
        ExportFiles.AssertSame(image.Export, export, "in this process");
        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }
}
