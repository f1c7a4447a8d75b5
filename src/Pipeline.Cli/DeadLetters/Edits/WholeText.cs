using System.Text;

namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>Another text in the record's place.</summary>
internal sealed class WholeText(string text) : IRecordEdit
{
    /// <inheritdoc/>
    public byte[] Apply(byte[] record) => Encoding.UTF8.GetBytes(text);
}
