using Pipeline.Core.Settings;

namespace Pipeline.Cli.Doctor.Shaping;

/// <summary>Every mistake of the settings file.</summary>
internal sealed class SettingsFileCheck : ICheck
{
    public string Area => "settings";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.SettingsPath is not { } path)
        {
            examination.Settings = new PipelineSettings();
            return [Finding.Ok("file", "none named: the defaults")];
        }

        if (!File.Exists(path))
        {
            return
            [
                Finding.Error(
                    "file", $"{path} is not there.", Directory.Exists(path) ? "It is a folder." : "There is no such file.",
                    "Check the path; an example: docs/settings.example.json"),
            ];
        }

        SettingsResult result = SettingsReader.Read(File.ReadAllBytes(path));
        if (!result.IsValid)
            return result.Mistakes.Select(m => Finding.Error("file", $"{path}: {m.Path}", $"found {m.Found}; allowed: {m.Allowed}", "Every setting, its range and default: docs/settings.md"));
        examination.Settings = result.Settings;
        return [Finding.Ok("file", path)];
    }
}
