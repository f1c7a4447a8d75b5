using System.Buffers;
using System.Text.Json;

namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>The members of a record that is a JSON object, each with the bytes that it is written in: what is not edited stays as it came.</summary>
internal sealed class RecordMembers
{
    private static readonly JsonReaderOptions AsDecoded = new() { MaxDepth = 64 };

    private RecordMembers(List<(string Name, byte[] RawName, byte[] RawValue)> members) => All = members;

    /// <summary>Name, and name and value as written, in the record's order.</summary>
    internal List<(string Name, byte[] RawName, byte[] RawValue)> All { get; }

    /// <summary>Reads them; null when the record is no JSON object.</summary>
    internal static RecordMembers? Read(byte[] record)
    {
        List<(string, byte[], byte[])> members = [];
        Utf8JsonReader json = new(record, AsDecoded);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                byte[] rawName = record[(int)json.TokenStartIndex..(int)(json.TokenStartIndex + json.ValueSpan.Length + 2)];
                json.Read();
                int start = (int)json.TokenStartIndex;
                json.Skip();
                members.Add((name, rawName, record[start..(int)json.BytesConsumed]));
            }

            while (json.Read())
            {
                // To the end: what follows the object makes it none.
            }

            return new RecordMembers(members);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // No JSON, or a name that is no text: the decoder says why when the record is checked.
        }
    }

    /// <summary>The record, without white space between members.</summary>
    internal byte[] Write()
    {
        ArrayBufferWriter<byte> target = new();
        target.Write("{"u8);
        for (int i = 0; i < All.Count; i++)
        {
            if (i > 0) target.Write(","u8);
            target.Write(All[i].RawName);
            target.Write(":"u8);
            target.Write(All[i].RawValue);
        }

        target.Write("}"u8);
        return target.WrittenSpan.ToArray();
    }
}
