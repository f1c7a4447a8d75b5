using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pipeline.Engine;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Serving;

/// <summary>
/// Answers other processes on this machine while an engine runs, over a socket in its data folder: a request is a line of JSON, so is the
/// answer. Each answer is of one registered epoch.
/// </summary>
internal sealed class FolderServer(PipelineEngine engine) : IDisposable
{
    private const int Backlog = 8;

    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Task _accepting = Task.CompletedTask;

    internal void Start()
    {
        string path = engine.Folder.Paths.Socket;
        File.Delete(path); // Left by a process that was killed: the folder's lock says that it is gone.
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _socket.Listen(Backlog);
        _accepting = AcceptAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _accepting.Wait();
        File.Delete(engine.Folder.Paths.Socket);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket client = await _socket.AcceptAsync(_stop.Token);
                _ = Task.Run(() => AnswerAsync(client));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using NetworkStream stream = new(client, ownsSocket: true);
        try
        {
            using StreamReader reader = new(stream, leaveOpen: true);
            string line = await reader.ReadLineAsync(_stop.Token) ?? "";
            byte[] answer = Answer(JsonSerializer.Deserialize(line, FolderJson.Default.FolderRequest) ?? new FolderRequest("", null));
            await stream.WriteAsync(answer, _stop.Token);
        }
        catch (Exception exception)
        {
            // Whatever a client does or an export meets is the client's to know; the engine goes on.
            byte[] text = JsonSerializer.SerializeToUtf8Bytes(new FolderAnswer(exception.Message, null, null), FolderJson.Default.FolderAnswer);
            try
            {
                await stream.WriteAsync(text, CancellationToken.None);
            }
            catch (IOException)
            {
                // The client is gone: nobody to tell.
            }
        }
    }

    private byte[] Answer(FolderRequest request)
    {
        FolderAnswer answer = request.Command switch
        {
            "status" => new FolderAnswer(null, StatusData.Of(engine.Status()), null),
            "export" when request.Directory is { } directory => Export(directory),
            _ => new FolderAnswer($"There is no request '{request.Command}'.", null, null),
        };
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, FolderJson.Default.FolderAnswer) + "\n");
    }

    private FolderAnswer Export(string directory)
    {
        if (RebuildData.From(engine.Rebuild) is { } rebuild) return new FolderAnswer(null, null, null, rebuild);
        using EpochReading reading = engine.Read(_stop.Token);
        IReadOnlyDictionary<string, long> counts = ExportWriter.Write(reading.Source, directory, cancellation: _stop.Token);
        return new FolderAnswer(null, null, new ExportData(reading.View.Cut.Number, new Dictionary<string, long>(counts)));
    }
}
