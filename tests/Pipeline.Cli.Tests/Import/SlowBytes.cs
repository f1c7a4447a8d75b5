namespace Pipeline.Cli.Tests.Import;

/// <summary>Bytes of which a read gives so many at most.</summary>
internal sealed class SlowBytes(byte[] bytes, int most) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
}
