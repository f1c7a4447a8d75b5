using System.Buffers.Text;

namespace Pipeline.Import.Rows;

/// <summary>One line of a file, whose texts are found under the numbers of the mapping's sources. Not for several threads.</summary>
internal abstract class Row
{
    /// <summary>The number of the source <c>$index</c>: the place of the exploded list's element, from 0.</summary>
    internal const int IndexSource = -1;

    private readonly byte[] _digits = new byte[11];

    /// <summary>What is wrong when loading or getting says so.</summary>
    internal MapProblem Problem { get; private protected set; }

    /// <summary>How many elements the line is exploded into: 1 when it is not.</summary>
    internal abstract int Elements { get; }

    /// <summary>The element that is looked at.</summary>
    internal int Element { get; private protected set; }

    /// <summary>Takes a line; false, with <see cref="Problem"/>, when it is none of this format.</summary>
    internal abstract bool TryLoad(byte[] buffer, int start, int length);

    /// <summary>Goes to an element, from 0, in this order.</summary>
    internal virtual void MoveTo(int element) => Element = element;

    /// <summary>What the line holds under a source; the text is there until the next call.</summary>
    internal SourceKind Get(int source, out ReadOnlySpan<byte> text)
    {
        if (source != IndexSource) return Find(source, out text);
        Utf8Formatter.TryFormat(Element, _digits, out int written);
        text = _digits.AsSpan(0, written);
        return SourceKind.Text;
    }

    private protected abstract SourceKind Find(int source, out ReadOnlySpan<byte> text);

    private protected SourceKind Fault(MapProblem problem)
    {
        Problem = problem;
        return SourceKind.Faulty;
    }
}
