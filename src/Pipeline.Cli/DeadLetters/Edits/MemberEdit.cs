using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>Changes members of a JSON object; a record that is none, or that the change does not concern, stays as it is.</summary>
/// <param name="change">Changes the list; false when there was nothing to change.</param>
internal sealed class MemberEdit(Func<List<(string Name, byte[] RawName, byte[] RawValue)>, bool> change) : IRecordEdit
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Only the first of a field that is named twice stays.</summary>
    internal static MemberEdit KeepFirst(string name) => new(members =>
    {
        int first = members.FindIndex(m => m.Name == name);
        return first >= 0 && RemoveBehind(members, first, name);
    });

    /// <summary>A field gets another name.</summary>
    internal static MemberEdit Rename(string from, string to) => new(members =>
    {
        bool isThere = false;
        for (int i = 0; i < members.Count; i++)
        {
            if (members[i].Name != from) continue;
            members[i] = (to, Text(to), members[i].RawValue);
            isThere = true;
        }

        return isThere;
    });

    /// <summary>A field goes, however often it is there.</summary>
    internal static MemberEdit Remove(string name) => new(members => members.RemoveAll(m => m.Name == name) > 0);

    /// <summary>A field gets this value: in the place of the first of its name, or at the end.</summary>
    internal static MemberEdit Set(string name, string value) => new(members =>
    {
        (string, byte[], byte[]) member = (name, Text(name), FieldValue.Of(name, value));
        int first = members.FindIndex(m => m.Name == name);
        if (first < 0)
        {
            members.Add(member);
            return true;
        }

        members[first] = member;
        RemoveBehind(members, first, name);
        return true;
    });

    /// <inheritdoc/>
    public byte[] Apply(byte[] record) =>
        RecordMembers.Read(record) is { } members && change(members.All) ? members.Write() : record;

    /// <summary>A text as JSON.</summary>
    internal static byte[] Text(string text) => JsonSerializer.SerializeToUtf8Bytes(text, Relaxed);

    private static bool RemoveBehind(List<(string Name, byte[] RawName, byte[] RawValue)> members, int first, string name)
    {
        int before = members.Count;
        for (int i = members.Count - 1; i > first; i--)
        {
            if (members[i].Name == name) members.RemoveAt(i);
        }

        return members.Count < before;
    }
}
