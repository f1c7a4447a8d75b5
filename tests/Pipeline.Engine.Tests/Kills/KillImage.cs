using System.Globalization;
using Pipeline.Generator;

namespace Pipeline.Engine.Tests.Kills;

/// <summary>A folder with a generated stream in its log, and what an uninterrupted run exports of it; made once, copied for each trial.</summary>
public sealed class KillImage : IDisposable
{
    /// <summary>Records in the log.</summary>
    public const int Records = 250_000;

    private const ulong Seed = 5;
    private const long Day = 86_400_000;

    private readonly Lazy<string> _folder = new(Make);

    /// <summary>
    /// Epochs and snapshots as often as can be, and a funnel whose attempts last for weeks: it fetches days back long after they were put away.
    /// </summary>
    public static string SettingsJson { get; } =
        """
        {
          "funnels": [
            {"name": "purchase", "steps": [{"event": "product_view"}, {"event": "add_to_cart"}, {"event": "purchase"}], "window": "24h"},
            {"name": "weeks", "steps": [{"event": "page_view"}, {"event": "product_view"}, {"event": "purchase"}], "window": "50d", "hold": ["country"]}
          ],
          "epochs": {"interval": "2ms", "backlog_interval": "10ms"},
          "snapshots": {"recovery_budget": "1s", "at_least_every": "1s"}
        }
        """;

    /// <summary>The image: the log alone.</summary>
    internal string Image => Path.Combine(_folder.Value, "image");

    /// <summary>The folder after an uninterrupted run.</summary>
    internal string Finished => Path.Combine(_folder.Value, "finished");

    /// <summary>The uninterrupted run's export, which is also the reference's.</summary>
    internal string Export => Path.Combine(_folder.Value, "export");

    /// <summary>The settings' file.</summary>
    internal string Settings => Path.Combine(_folder.Value, "settings.json");

    /// <summary>Arguments that run a folder to its end.</summary>
    internal string[] Run(string data) => ["run", "--data", data, "--until-end", "--shards", "4", "--settings", Settings];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder.IsValueCreated) Directory.Delete(_folder.Value, recursive: true);
    }

    private static string Make()
    {
        string folder = Folders.Create("image"), stream = Path.Combine(folder, "stream.ndjson"), settings = Path.Combine(folder, "settings.json");
        File.WriteAllText(settings, SettingsJson);
        Generate(stream);
        string image = Path.Combine(folder, "image"), finished = Path.Combine(folder, "finished");
        PipelineProcess.Run(0, "import", "--data", image, "--partitions", "2", stream);
        File.Delete(stream);
        Folders.Copy(image, finished);
        PipelineProcess.Run(0, "run", "--data", finished, "--until-end", "--shards", "4", "--settings", settings);
        PipelineProcess.Run(0, "export", "--data", finished, "--export", Path.Combine(folder, "export"));
        PipelineProcess.Run(0, "verify", "--data", finished); // What trials are measured by is the reference's too, not only this engine's.
        return folder;
    }

    private static void Generate(string path)
    {
        var generator = new ShopGenerator(new GeneratorOptions
        {
            Events = Records,
            Seed = Seed,
            Shape = RecordShape.Full,
            Shoppers = 5_000,
            Products = 400,
            DurationMilliseconds = 80 * Day,
            OutOfOrderShare = 0.04,
            LateShare = 0.005,
            DuplicateShare = 0.005,
            MalformedShare = 0.003,
        });
        using var file = new BufferedStream(File.Create(path), 1 << 18);
        while (generator.TryNext(out ReadOnlySpan<byte> record))
        {
            file.Write(record);
            file.WriteByte((byte)'\n');
        }

        Assert.True(generator.Planted.OutOfOrder > Records / 50, string.Create(CultureInfo.InvariantCulture, $"only {generator.Planted.OutOfOrder} out of order"));
    }
}
