using System.Text;

namespace Pipeline.Reference.Documents;

/// <summary>A document's line with the bytes of its <c>_id</c>, by which lines are sorted.</summary>
internal readonly record struct IdLine(byte[] Id, byte[] Line)
{
    /// <summary>Makes the line of a document whose other fields are given.</summary>
    public static IdLine Of(string id, SortedList<string, object?> fields)
    {
        fields.Add("_id", id);
        return new IdLine(Encoding.UTF8.GetBytes(id), DocumentText.Line(fields));
    }
}
