using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Facts;

namespace Pipeline.Store.Treatments;

/// <summary>
/// The journal's lines: JSON objects that end with a checksum of what stands before it. Each says where its append began: what lies before
/// that was acknowledged, so that damage is told from an append that a crash tore.
/// </summary>
internal static class TreatmentLine
{
    private const string Journal = "treatments";
    private const int Version = 1;

    /// <summary><c>,"check":"16 digits"}</c></summary>
    private const int CheckBytes = 28;

    private static readonly string[] Kinds = ["intended", "put_back", "not_put_back", "dropped"], Facts = ["dead_letter", "late"];

    /// <summary>Writes the first line, which says whose log the others are about.</summary>
    public static void WriteHeader(ArrayBufferWriter<byte> target, Guid log) => Write(target, json =>
    {
        json.WriteString("journal", Journal);
        json.WriteNumber("version", Version);
        json.WriteString("log", log);
    });

    public static void Write(ArrayBufferWriter<byte> target, Treatment treatment, long append) => Write(target, json =>
    {
        json.WriteNumber("append", append);
        json.WriteString("done", Kinds[(int)treatment.Kind]);
        json.WriteString("fact", Facts[(int)treatment.Fact]);
        json.WriteNumber("partition", treatment.Partition);
        json.WriteNumber("offset", treatment.Offset);
        json.WriteNumber("time", treatment.Time);
        if (treatment.Kind is not (TreatmentKind.Intended or TreatmentKind.PutBack)) return;
        json.WriteNumber("into_partition", treatment.IntoPartition);
        json.WriteNumber("into_offset", treatment.IntoOffset);
        if (treatment.Kind is TreatmentKind.Intended) json.WriteString("hash", string.Create(CultureInfo.InvariantCulture, $"{treatment.HashHigh:x16}{treatment.HashLow:x16}"));
    });

    /// <summary>Whether a line, without its end, is as it was written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line) =>
        line.Length > CheckBytes && line[^CheckBytes..].SequenceEqual(Check(line[..^CheckBytes]));

    /// <summary>Reads the first line: the log's identity.</summary>
    /// <exception cref="InvalidDataException">It is not that of a journal that this program knows.</exception>
    public static Guid ReadHeader(ReadOnlySpan<byte> line, string path)
    {
        using JsonDocument document = Parse(line);
        JsonElement root = document.RootElement;
        if (!root.TryGetProperty("journal", out JsonElement name) || name.GetString() != Journal)
            throw new InvalidDataException($"'{path}' is no journal of treatments.");
        int version = root.GetProperty("version").GetInt32();
        if (version > Version) throw new Files.StoreVersionException(path, version, Version);
        return root.GetProperty("log").GetGuid();
    }

    /// <summary>Reads another line, and where in the journal its append began.</summary>
    public static Treatment Read(ReadOnlySpan<byte> line, out long append)
    {
        using JsonDocument document = Parse(line);
        JsonElement root = document.RootElement;
        append = root.GetProperty("append").GetInt64();
        Treatment treatment = new(
            (TreatmentKind)Array.IndexOf(Kinds, root.GetProperty("done").GetString()),
            (FactKind)Array.IndexOf(Facts, root.GetProperty("fact").GetString()),
            root.GetProperty("partition").GetInt32(),
            root.GetProperty("offset").GetInt64(),
            root.GetProperty("time").GetInt64());
        if (!root.TryGetProperty("into_partition", out JsonElement into)) return treatment;
        string hash = root.TryGetProperty("hash", out JsonElement text) ? text.GetString()! : new string('0', 32);
        return treatment with
        {
            IntoPartition = into.GetInt32(),
            IntoOffset = root.GetProperty("into_offset").GetInt64(),
            HashHigh = ulong.Parse(hash.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            HashLow = ulong.Parse(hash.AsSpan(16), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        };
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        return JsonDocument.ParseValue(ref reader);
    }

    private static void Write(ArrayBufferWriter<byte> target, Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        ReadOnlySpan<byte> open = bytes.WrittenSpan[..^1];
        target.Write(open);
        target.Write(Check(open));
        target.Write("\n"u8);
    }

    private static byte[] Check(ReadOnlySpan<byte> open) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"check\":\"{XxHash3.HashToUInt64(open):x16}\"}}"));
}
