namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>Scans every line; what the scanner gives up is skipped.</summary>
internal sealed unsafe class ScannerWork : ILineWork
{
    private long sum;

    public long Take(byte[] buffer, int start, int end)
    {
        long lines = 0;
        fixed (byte* origin = buffer)
        {
            for (byte* p = origin + start, last = origin + end; p < last; lines++)
            {
                byte* next = FixedScanner.Scan(origin, p, out YardstickEvent e);
                if (next == null) next = LineEnds.After(p, last);
                sum += e.Timestamp ^ e.Cents;
                p = next;
            }
        }

        return lines;
    }

    public void Dispose() => GC.KeepAlive(sum);
}
