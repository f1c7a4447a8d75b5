using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Engine;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Serving;

/// <summary>
/// Answers other processes on this machine while an engine runs, over a socket in its data folder: a request is a line of JSON, so is the
/// answer, or where documents are asked for its first line (<see cref="DocumentStream"/>). Each answer is of one registered epoch. Disposing waits for the answers under way: then nobody reads the engine any more.
/// </summary>
/// <param name="context">The world.</param>
/// <param name="engine">Whose epochs are read.</param>
/// <param name="takeOver">Begins to put a rebuilt state in the place of this one, which ends the engine; null: that cannot be had.</param>
internal sealed class FolderServer(CliContext context, PipelineEngine engine, Action? takeOver = null) : IDisposable
{
    /// <summary>Asks that the rebuilt state takes over; answered by the status before.</summary>
    internal const string TakeOverRequest = "take_over";

    /// <summary>Asks for the settings that shape the numbers.</summary>
    internal const string SettingsRequest = "settings";

    private const int Backlog = 8;

    /// <summary>Who comes when so many are being answered waits.</summary>
    private const int AnswersAtOnce = 16;

    private const int LongestRequestBytes = 1 << 16;

    private static readonly TimeSpan SlowestRequest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowestReader = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AcceptAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(AnswersAtOnce);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Task _accepting = Task.CompletedTask;
    private bool _isFailing;

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

        // One that hangs, on a disk for instance, is left to the engine, which frees nothing that is being read.
        for (int place = 0; place < AnswersAtOnce && _places.Wait(LongestStop); place++)
        {
        }

        File.Delete(engine.Folder.Paths.Socket);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (await NextAsync() is { } client) _ = Task.Run(() => AnswerAsync(client));
            else _places.Release();
        }
    }

    /// <summary>The next client; null when none came for a reason that may pass, or when it is to stop.</summary>
    private async Task<Socket?> NextAsync()
    {
        try
        {
            Socket client = await _socket.AcceptAsync(_stop.Token);
            _isFailing = false;
            return client;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            if (!_stop.IsCancellationRequested) await SayAndPauseAsync(exception);
            return null;
        }
    }

    private async Task SayAndPauseAsync(Exception exception)
    {
        if (!_isFailing) context.Error.WriteLine($"pipeline: status, export and query cannot be answered now, trying again: {exception.Message}");
        _isFailing = true;
        using PeriodicTimer pause = new(AcceptAgainAfter, context.Time);
        try
        {
            await pause.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller sees that it is to stop.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        try
        {
            client.SendTimeout = (int)SlowestReader.TotalMilliseconds;
            using NetworkStream stream = new(client, ownsSocket: true);
            if (await AnswerAsync(stream) is not { } answer) return;
            using CancellationTokenSource slow = new(SlowestReader, context.Time);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, FolderJson.Default.FolderAnswer), slow.Token);
            await stream.WriteAsync("\n"u8.ToArray(), slow.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client is gone or does not read: nobody to tell.
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The answer; null when it is sent already.</summary>
    private async Task<FolderAnswer?> AnswerAsync(NetworkStream stream)
    {
        try
        {
            FolderRequest? request = await ReadAsync(stream);
            return request is { Command: "documents", Collection: { } collection } ? Documents(collection, stream) : Answer(request);
        }
        catch (OperationCanceledException)
        {
            string why = _stop.IsCancellationRequested ? "It was stopped before it had answered." : $"No request came within {SlowestRequest.TotalSeconds:N0} s.";
            return new FolderAnswer(why, null, null);
        }
        catch (IOException exception) when (DocumentStream.IsGone(exception))
        {
            return null;
        }
        catch (Exception exception)
        {
            // Whatever a client does or an export meets is the client's to know; the engine goes on.
            return new FolderAnswer(exception.Message, null, null);
        }
    }

    private async Task<FolderRequest?> ReadAsync(NetworkStream stream)
    {
        using CancellationTokenSource slow = new(SlowestRequest, context.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, _stop.Token);
        byte[] line = new byte[LongestRequestBytes];
        for (int length = 0, end; ;)
        {
            int read = await stream.ReadAsync(line.AsMemory(length), either.Token);
            end = line.AsSpan(length, read).IndexOf((byte)'\n');
            length += read;
            if (end >= 0 || read == 0)
                return JsonSerializer.Deserialize(line.AsSpan(0, end >= 0 ? length - read + end : length), FolderJson.Default.FolderRequest);
            if (length == line.Length) throw new InvalidDataException($"A request has at most {LongestRequestBytes} bytes.");
        }
    }

    private FolderAnswer Answer(FolderRequest? request) => request?.Command switch
    {
        "status" => new FolderAnswer(null, StatusData.Of(engine.Status()), null),
        "export" when request.Directory is { } directory => Export(directory),
        SettingsRequest => new FolderAnswer(null, null, null, Settings: Encoding.UTF8.GetString(SettingsWriter.Canonical(engine.Settings))),
        TakeOverRequest when takeOver is not null => TakeOver(takeOver),
        _ => new FolderAnswer($"There is no request '{request?.Command}'.", null, null),
    };

    private FolderAnswer TakeOver(Action begin)
    {
        if (!SideState.Exists(engine.Folder.Paths.Root)) return new FolderAnswer("There is no rebuilt state that could take over.", null, null);
        FolderAnswer answer = new(null, StatusData.Of(engine.Status()), null);
        begin();
        return answer;
    }

    private FolderAnswer? Documents(string collection, NetworkStream stream)
    {
        if (!Collections.All.Contains(collection)) return new FolderAnswer($"There is no collection '{collection}'.", null, null);
        if (RebuildData.From(engine.Rebuild) is { } rebuild) return new FolderAnswer(null, null, null, rebuild);
        using EpochReading reading = engine.Read(_stop.Token);
        DocumentStream.Write(reading, collection, stream, _stop.Token);
        return null;
    }

    private FolderAnswer Export(string directory)
    {
        if (RebuildData.From(engine.Rebuild) is { } rebuild) return new FolderAnswer(null, null, null, rebuild);
        using EpochReading reading = engine.Read(_stop.Token);
        IReadOnlyDictionary<string, long> counts = ExportWriter.Write(reading.Source, directory, cancellation: _stop.Token);
        return new FolderAnswer(null, null, new ExportData(reading.View.Cut.Number, new Dictionary<string, long>(counts)));
    }
}
