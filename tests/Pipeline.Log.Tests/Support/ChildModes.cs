using System.Globalization;
using Pipeline.Core.Decoding;

namespace Pipeline.Log.Tests.Support;

/// <summary>What a child process does.</summary>
internal static class ChildModes
{
    public static int Run(string mode, string[] arguments) => mode switch
    {
        "follow" => Follow(arguments[0], Number(arguments[1])),
        "append" => Append(arguments[0], Number(arguments[1])),
        "hold" => Hold(arguments[0]),
        "bench" => LogSpeed.Run(arguments[0], Number(arguments[1]), (int)Number(arguments[2])),
        _ => 2,
    };

    /// <summary>Reads records 0 to <paramref name="count"/> - 1 as they become durable, checks each, and says how far it got.</summary>
    private static int Follow(string folder, long count)
    {
        using LogReader reader = LogFolder.Open(folder).OpenReader(0, 0);
        Console.WriteLine("ready");
        var block = new RawBlock();
        while (reader.Position < count)
        {
            reader.WaitAsync().AsTask().GetAwaiter().GetResult();
            reader.Read(block, 1000, 1 << 20);
            for (int i = 0; i < block.Count; i++)
            {
                RecordSpan span = block.Records[i];
                if (!TestLog.Record(block.From + i).AsSpan().SequenceEqual(block.Buffer.AsSpan(span.Start, span.Length))) return 1;
            }

            Console.WriteLine(reader.Position);
        }

        return 0;
    }

    /// <summary>Appends without end, some waited for and some in bulk; says after each acknowledgement how many there are.</summary>
    private static int Append(string folder, long seed)
    {
        using LogWriter writer = LogWriter.Open(folder, new LogWriterOptions { SegmentBytes = 16 << 10, FrameBytes = 1024 });
        var random = new Random((int)seed);
        long next = writer.End(0);
        while (true)
        {
            for (int i = random.Next(30); i > 0; i--) writer.Append(0, TestLog.Record(next++));
            if (random.Next(2) == 0) writer.Flush();
            else writer.AppendAsync(0, TestLog.Record(next++)).AsTask().GetAwaiter().GetResult();
            Console.WriteLine(next);
        }
    }

    /// <summary>Keeps the log open until it is told to end.</summary>
    private static int Hold(string folder)
    {
        using LogWriter writer = LogWriter.Open(folder);
        Console.WriteLine("held");
        Console.ReadLine();
        return 0;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
