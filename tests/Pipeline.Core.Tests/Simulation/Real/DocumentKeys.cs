using System.Text;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>The simulator's key of a document: its collection and its id, which every line begins with.</summary>
internal static class DocumentKeys
{
    private static readonly byte[] Begins = "{\"_id\":\""u8.ToArray();

    public static string Of(string collection, ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line[Begins.Length..];
        return $"{collection} {Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')])}";
    }
}
