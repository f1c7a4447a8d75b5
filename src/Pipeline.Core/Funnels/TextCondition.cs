using System.Text;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Funnels;

/// <summary>A text that some funnel compares a field with.</summary>
internal sealed record TextCondition(FunnelField Field, string Value)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Value);

    /// <summary>Countries and currencies are small numbers and compared as such.</summary>
    public static bool IsText(FunnelField field) => field is not (FunnelField.Country or FunnelField.Currency);

    public bool Equals(TextCondition? other) => other is not null && Field == other.Field && Value == other.Value;

    public override int GetHashCode() => HashCode.Combine(Field, Value);
}
