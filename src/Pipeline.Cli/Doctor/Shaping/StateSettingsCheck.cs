using Pipeline.Core.Settings;

namespace Pipeline.Cli.Doctor.Shaping;

/// <summary>Settings that shape numbers, against those that the state was made with.</summary>
internal sealed class StateSettingsCheck : ICheck
{
    public string Area => "settings";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.StateSettings is not { } state || examination.Settings is not { } given) yield break;
        SettingsDifference[] differences = [.. FoldSettingsComparer.Differences(state, given.Fold)];
        if (differences.Length == 0)
        {
            yield return Finding.Ok("state", "made with these settings");
        }
        else if (examination.SettingsPath is null)
        {
            yield return Finding.Note(
                "state", $"not made with the defaults: {string.Join("; ", differences.Select(d => $"{d.Path} is {d.Stored}"))}",
                "A run with the defaults would be refused.", $"Name the file: {examination.Command("doctor", "--settings FILE")}");
        }
        else
        {
            foreach (SettingsDifference difference in differences)
            {
                yield return Finding.Warning(
                    "state", difference.ToString(), "A run with this file is refused.",
                    $"Look at what they give beside the state: {examination.Command("rebuild", $"--settings {Frame.CommandText.Quoted(examination.SettingsPath)}")}");
            }
        }
    }
}
