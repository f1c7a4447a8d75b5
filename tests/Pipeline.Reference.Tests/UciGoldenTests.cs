namespace Pipeline.Reference.Tests;

public sealed class UciGoldenTests
{
    [Fact]
    public void Try()
    {
        var w = System.Diagnostics.Stopwatch.StartNew();
        string path = Pipeline.Testing.Data.DataSets.Uci();
        Console.Error.WriteLine($"convert {w.Elapsed}");
        using ReferenceResult r = ReferenceRun.Run(Pipeline.Testing.Data.RecordFile.Partitioned(Pipeline.Testing.Data.RecordFile.Lines(path)), new());
        Console.Error.WriteLine($"run {w.Elapsed}");
        r.WriteTo("/tmp/h3-uci");
        Console.Error.WriteLine($"write {w.Elapsed}");
        using ReferenceResult e = ReferenceRun.Run(Pipeline.Testing.Data.RecordFile.Partitioned(Pipeline.Testing.Data.RecordFile.Lines(Pipeline.Testing.Data.DataSets.Elastic())), new() { Fold = new() { HorizonMilliseconds = 40L * 86400000 } });
        e.WriteTo("/tmp/h3-elastic");
        using ReferenceResult o = ReferenceRun.Run(Pipeline.Testing.Data.RecordFile.Partitioned(Pipeline.Testing.Data.RecordFile.Lines(Pipeline.Testing.Data.DataSets.Otto())), new());
        o.WriteTo("/tmp/h3-otto");
    }
}
