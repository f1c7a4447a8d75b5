namespace Pipeline.Core.Decoding;

/// <summary>
/// The place of a page view (<c>docs/semantics.md</c> §5): the part of its address that is the path, and whether a slash
/// stands in front of it that the address does not have.
/// </summary>
/// <param name="Start">First byte of the path in the address.</param>
/// <param name="Length">Bytes of the path.</param>
/// <param name="LacksSlash">Whether the place is <c>/</c> and then the path.</param>
internal readonly record struct PagePlace(int Start, int Length, bool LacksSlash)
{
    /// <summary>The most bytes of a place, its slash counted.</summary>
    public const int MaxBytes = 200;

    /// <summary>The place of <paramref name="url"/>.</summary>
    public static PagePlace Of(ReadOnlySpan<byte> url)
    {
        int end = url.IndexOfAny((byte)'?', (byte)'#');
        if (end >= 0) url = url[..end];
        int start = Authority(url);
        if (start > 0)
        {
            int host = url[start..].IndexOf((byte)'/');
            start = host < 0 ? url.Length : start + host;
        }

        bool lacksSlash = start == url.Length || url[start] != '/';
        return new PagePlace(start, Cut(url[start..], lacksSlash ? MaxBytes - 1 : MaxBytes), lacksSlash);
    }

    /// <summary>Where the place's text lies in the buffer of <paramref name="block"/>, which holds the address at <paramref name="urlStart"/>.</summary>
    public (int Start, byte Length) TakeFrom(RawBlock block, int urlStart)
    {
        if (!LacksSlash) return (urlStart + Start, (byte)Length);
        int start = block.AppendText("/"u8);
        block.AppendText(block.Buffer.AsSpan(urlStart + Start, Length));
        return (start, (byte)(Length + 1));
    }

    /// <summary>Bytes of <c>([A-Za-z][A-Za-z0-9+.-]*:)?//</c> at the beginning; 0 when it does not match.</summary>
    private static int Authority(ReadOnlySpan<byte> url)
    {
        int scheme = 0;
        if (url.Length > 0 && char.IsAsciiLetter((char)url[0]))
        {
            scheme = 1;
            while (scheme < url.Length && IsOfScheme(url[scheme])) scheme++;
            if (scheme == url.Length || url[scheme] != ':') return 0;
            scheme++;
        }

        return url[scheme..].StartsWith("//"u8) ? scheme + 2 : 0;
    }

    private static bool IsOfScheme(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'+' or (byte)'.' or (byte)'-';

    /// <summary>Bytes of the whole characters among the first <paramref name="limit"/>.</summary>
    private static int Cut(ReadOnlySpan<byte> path, int limit)
    {
        if (path.Length <= limit) return path.Length;
        while ((path[limit] & 0xc0) == 0x80) limit--;
        return limit;
    }
}
