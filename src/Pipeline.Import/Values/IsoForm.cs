using Pipeline.Core.Events;

namespace Pipeline.Import.Values;

/// <summary>ISO 8601 as an event may have it (<c>docs/semantics.md</c> §1), and the same without seconds.</summary>
internal sealed class IsoForm : TimeForm
{
    private const int ToMinute = 16, ToSecond = 19;

    /// <inheritdoc/>
    internal override bool TryParse(ReadOnlySpan<byte> text, out long milliseconds, out bool isLocal)
    {
        if (text.Length >= ToMinute && (text.Length == ToMinute || text[ToMinute] is (byte)'Z' or (byte)'+' or (byte)'-'))
            return TryWithoutSeconds(text, out milliseconds, out isLocal);
        isLocal = !HasZone(text);
        return EventTime.TryParse(text, out milliseconds);
    }

    private static bool HasZone(ReadOnlySpan<byte> text) =>
        text.Length > ToSecond && (text[^1] == 'Z' || text[ToSecond..].ContainsAny((byte)'+', (byte)'-'));

    private static bool TryWithoutSeconds(ReadOnlySpan<byte> text, out long milliseconds, out bool isLocal)
    {
        (milliseconds, isLocal) = (0, text.Length == ToMinute);
        if (text.Length > ToMinute + 6) return false;
        Span<byte> whole = stackalloc byte[text.Length + 3];
        text[..ToMinute].CopyTo(whole);
        ":00"u8.CopyTo(whole[ToMinute..]);
        text[ToMinute..].CopyTo(whole[ToSecond..]);
        return EventTime.TryParse(whole, out milliseconds);
    }
}
