namespace Pipeline.Core.Tests.Decoding;

/// <summary>Records of a valid event of each type, with fields added, replaced or taken away.</summary>
internal static class Json
{
    public const string Time = "1763800000123";

    public static string View(params ReadOnlySpan<string> changes) => Make("product_view", "", changes);

    public static string Cart(params ReadOnlySpan<string> changes) => Make("add_to_cart", ",\"quantity\":2", changes);

    public static string Buy(params ReadOnlySpan<string> changes) => Make("purchase", ",\"quantity\":2,\"price\":1.5", changes);

    public static string Refund(params ReadOnlySpan<string> changes) => Make("refund", ",\"quantity\":2,\"price\":1.5", changes);

    public static string Page(params ReadOnlySpan<string> changes)
        => Make("page_view", ",\"page_url\":\"/c\"", [.. changes, "product_id"]);

    /// <summary>A change is <c>name=value</c>, the value as JSON, or <c>name</c> to take a field away.</summary>
    private static string Make(string type, string more, ReadOnlySpan<string> changes)
    {
        List<string> members =
        [
            .. $"\"event_type\":\"{type}\",\"user_id\":\"u\",\"timestamp\":{Time},\"product_id\":\"p\"{more}".Split(','),
        ];
        foreach (string change in changes)
        {
            int mark = change.IndexOf('=', StringComparison.Ordinal);
            string name = mark < 0 ? change : change[..mark];
            int at = members.FindIndex(m => m.StartsWith($"\"{name}\":", StringComparison.Ordinal));
            if (mark < 0)
            {
                if (at >= 0) members.RemoveAt(at);
                continue;
            }

            string member = $"\"{name}\":{change[(mark + 1)..]}";
            if (at < 0) members.Add(member);
            else members[at] = member;
        }

        return "{" + string.Join(",", members) + "}";
    }
}
