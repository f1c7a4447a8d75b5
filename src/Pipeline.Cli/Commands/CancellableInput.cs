using Pipeline.Engine.Feeds;
using Pipeline.Import.Files;

namespace Pipeline.Cli.Commands;

/// <summary>
/// A stream whose reader need not wait for input that does not come: once it is to stop, a read ends. The read of the stream below that is under
/// way then goes on in the background and what it brings is nobody's.
/// </summary>
internal sealed class CancellableInput(Stream input, CancellationToken stop) : ReadOnlyStream
{
    private readonly byte[] _buffer = new byte[LineReader.ReadBytes];

    /// <exception cref="OperationCanceledException">It is to stop.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        stop.ThrowIfCancellationRequested();
        int most = Math.Min(count, _buffer.Length);
        int read = Task.Run(() => input.Read(_buffer, 0, most), CancellationToken.None).WaitAsync(stop).GetAwaiter().GetResult();
        _buffer.AsSpan(0, read).CopyTo(buffer.AsSpan(offset));
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A console's stream is not closed under a read that still waits in it; the process's end does that.
        if (disposing && !stop.IsCancellationRequested) input.Dispose();
        base.Dispose(disposing);
    }
}
