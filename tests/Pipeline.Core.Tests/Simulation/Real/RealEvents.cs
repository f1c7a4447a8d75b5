using System.Globalization;
using System.Text;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>What a simulated record is as bytes of the log: a function of the record alone.</summary>
internal static class RealEvents
{
    private const long Origin = 1_767_607_200_000, MinuteMs = 60_000, DayMs = 86_400_000;

    private static readonly string[] Countries = ["DE", "FR", "GB"];
    private static readonly string[] Currencies = ["EUR", "GBP", "JPY"];
    private static readonly string[] Categories = ["shoes", "drinks"];

    private static readonly FoldSettings First = new() { HorizonMilliseconds = 120 * MinuteMs, SessionGapMilliseconds = 60 * MinuteMs };

    /// <summary>Other settings in each version of the fold: a rebuild gives other sessions and other funnels.</summary>
    public static FoldSettings SettingsOf(int foldVersion) => foldVersion switch
    {
        1 => First,
        2 => First with { SessionGapMilliseconds = 25 * MinuteMs, Funnels = [FunnelDefinition.Defaults[1]] },
        _ => First with { Funnels = [FunnelDefinition.Defaults[0] with { Name = "any", Order = FunnelOrder.Any, WindowMilliseconds = 180 * MinuteMs }] },
    };

    public static byte[] Bytes(SimRecord record)
    {
        ulong drawn = SimRandom.Mix(((ulong)record.Partition << 40) + ((ulong)record.Offset << 8) + (ulong)record.Product);
        if (record.Kind == SimRecordKind.Bad) return Encoding.UTF8.GetBytes($"{{\"no event\":{record.Offset}");
        var json = new StringBuilder("{");
        json.Append(CultureInfo.InvariantCulture, $"\"user_id\":\"u{record.User}\",\"timestamp\":{Time(record, drawn)}");
        if (drawn % 3 == 0) json.Append(CultureInfo.InvariantCulture, $",\"event_id\":\"e{record.Product}\"");
        if (drawn % 5 < 3) json.Append(CultureInfo.InvariantCulture, $",\"country\":\"{Countries[drawn % 5]}\"");
        AddKind(json, record, (int)(drawn >> 8) & 0xF, (int)(drawn >> 16) & 0xFF);
        return Encoding.UTF8.GetBytes(json.Append('}').ToString());
    }

    /// <summary>
    /// Ten minutes an offset, so that a run sees several days. A correction is out of order and always inside the horizon, a late event
    /// always behind it, or its kind would not be known without the shard.
    /// </summary>
    private static long Time(SimRecord record, ulong drawn) => record.Kind switch
    {
        SimRecordKind.Late => Origin - (20 * DayMs) + record.Offset,
        SimRecordKind.Correction => Origin + (record.Offset * 10 * MinuteMs) - ((long)(drawn >> 32) % (55 * MinuteMs)),
        _ => Origin + (record.Offset * 10 * MinuteMs) + ((long)(drawn >> 32) % (9 * MinuteMs)),
    };

    private static void AddKind(StringBuilder json, SimRecord record, int type, int more)
    {
        string product = $",\"product_id\":\"p{record.Product}\"", amount = $",\"quantity\":{1 + (more % 4)},\"price\":{more}.25";
        string currency = more % 4 < 3 ? $",\"currency\":\"{Currencies[more % 4]}\"" : "";
        json.Append(type switch
        {
            < 4 => $",\"event_type\":\"page_view\",\"page_url\":\"/{(char)('a' + (more % 3))}\"",
            < 8 => $",\"event_type\":\"product_view\"{product},\"product_name\":\"n{more % 2}\",\"category\":\"{Categories[more % 2]}\"",
            < 11 => $",\"event_type\":\"add_to_cart\"{product},\"quantity\":{1 + more}",
            < 15 => $",\"event_type\":\"purchase\"{product}{amount}{currency}",
            _ => $",\"event_type\":\"refund\"{product}{amount}{currency}",
        });
    }
}
