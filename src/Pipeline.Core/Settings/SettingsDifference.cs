namespace Pipeline.Core.Settings;

/// <summary>One number-shaping setting that differs between the state and the start.</summary>
/// <param name="Path">Which: like a JSON path, with a funnel's name in place of its number (<c>$.funnels["purchase"].window</c>).</param>
/// <param name="Stored">What the state was made with.</param>
/// <param name="Given">What the start was given.</param>
public sealed record SettingsDifference(string Path, string Stored, string Given)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Path}: the state was made with {Stored}, given is {Given}";
}
