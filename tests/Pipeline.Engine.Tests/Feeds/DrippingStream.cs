namespace Pipeline.Engine.Tests.Feeds;

/// <summary>Bytes that come a few at a time, as from a pipe.</summary>
internal sealed class DrippingStream(byte[] bytes, Random random, int most) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, most + 1)));
}
