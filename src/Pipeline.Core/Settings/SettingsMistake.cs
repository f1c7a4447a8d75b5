namespace Pipeline.Core.Settings;

/// <summary>One thing that is wrong in a settings file.</summary>
/// <param name="Path">Where: a JSON path such as <c>$.funnels[1].steps[0].event</c>; <c>$</c> for the file as a whole.</param>
/// <param name="Found">What stands there, shortened.</param>
/// <param name="Allowed">What may stand there, with unit and range.</param>
public sealed record SettingsMistake(string Path, string Found, string Allowed)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Path}: found {Found}; allowed: {Allowed}";
}
