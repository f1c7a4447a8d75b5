using Pipeline.Cli.Commands;
using Pipeline.Core.Settings;
using Pipeline.Log;

namespace Pipeline.Cli.Tests.DeadLetters;

/// <summary>Holds a folder's log as an import does.</summary>
internal sealed class FolderLogHolder(string data) : IDisposable
{
    private readonly LogWriter _log = FolderLog.OpenWriter(data, new PipelineSettings().Log, null);

    public void Dispose() => _log.Dispose();
}
