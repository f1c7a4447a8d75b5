using System.Runtime.InteropServices;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Doctor.Machine;

/// <summary>The program, the runtime it is on, and the machine's processors.</summary>
internal sealed class RuntimeCheck : ICheck
{
    public string Area => "machine";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        yield return Finding.Ok("program", $"{VersionText.Line}, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}");
        yield return Environment.ProcessorCount > 1
            ? Finding.Ok("processors", $"{Environment.ProcessorCount}")
            : Finding.Note("processors", "only one", "Reading, folding and writing take turns.", "Where it is a container's limit, give it two.");
    }
}
