using System.Security.Cryptography;
using Pipeline.Core.Documents;
using Pipeline.Reference;

namespace Pipeline.Engine.Tests.Golden;

/// <summary>The SHA-256 of every collection's file, without the file.</summary>
internal static class ExportDigest
{
    public static Dictionary<string, string> Of(DocumentSource source) =>
        Collections.All.ToDictionary(name => name, name => Hash(append => source.Render(name, line => append(line))));

    public static Dictionary<string, string> Of(ReferenceResult result) =>
        Collections.All.ToDictionary(name => name, name => Hash(append =>
        {
            foreach (byte[] line in result.Collections[name]) append(line);
        }));

    private static string Hash(Action<Action<ReadOnlySpan<byte>>> write)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        write(line =>
        {
            hash.AppendData(line);
            hash.AppendData("\n"u8);
        });
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
