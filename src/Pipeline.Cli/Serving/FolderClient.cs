using System.Net.Sockets;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Serving;

/// <summary>Asks the engine that runs on a folder, if one does.</summary>
internal static class FolderClient
{
    /// <summary>Longer than any status takes.</summary>
    internal static readonly TimeSpan LongestStatus = TimeSpan.FromMinutes(1);

    /// <summary>Longer than any export takes.</summary>
    internal static readonly TimeSpan LongestExport = TimeSpan.FromHours(6);

    /// <summary>The answer; null when no engine runs there.</summary>
    /// <exception cref="CliException">The engine could not do it, or did not answer within <paramref name="longest"/>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped meanwhile.</exception>
    internal static FolderAnswer? Ask(CliContext context, string data, FolderRequest request, TimeSpan longest, CancellationToken stop) =>
        WithEngine(context, data, request, longest, AskAsync, stop) is { } answer ? Checked(answer, data, request) : null;

    /// <summary>Reads a collection's documents of the engine's newest epoch; false when no engine runs there.</summary>
    /// <param name="context">The world.</param>
    /// <param name="data">The folder.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="begin">Told first whose documents follow.</param>
    /// <param name="document">Told each document; the span is good during the call.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="CliException">The engine could not do it, or did not answer within <see cref="LongestExport"/>.</exception>
    /// <exception cref="IOException">The engine stopped before the last document.</exception>
    /// <exception cref="OperationCanceledException">It was stopped meanwhile.</exception>
    internal static bool Read(
        CliContext context, string data, string collection, Action<DocumentsData> begin, Action<ReadOnlySpan<byte>> document, CancellationToken stop)
    {
        FolderRequest request = new("documents", null, collection);
        DocumentReceiver receiver = new(answer => begin(Checked(answer, data, request).Documents!), document);
        return WithEngine(context, data, request, LongestExport, ReceiveAsync, stop) is not null;

        async Task<DocumentReceiver> ReceiveAsync(NetworkStream stream, CancellationToken token)
        {
            await receiver.ReceiveAsync(stream, token);
            return receiver;
        }
    }

    /// <summary>Asks, and reads the answer with <paramref name="read"/>; null when no engine runs there.</summary>
    private static T? WithEngine<T>(
        CliContext context, string data, FolderRequest request, TimeSpan longest, Func<NetworkStream, CancellationToken, Task<T>> read, CancellationToken stop)
        where T : class
    {
        string path = new DataFolderPaths(data).Socket;
        if (!File.Exists(path)) return null;
        using CancellationTokenSource late = new(longest, context.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            return WithEngineAsync(path, request, read, either.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new CliException(
                ExitCodes.InputOutput, $"The engine did not answer: {request.Command}.", $"it took longer than {longest.TotalMinutes:N0} min", null);
        }
    }

    private static async Task<T?> WithEngineAsync<T>(
        string path, FolderRequest request, Func<NetworkStream, CancellationToken, Task<T>> read, CancellationToken stop)
        where T : class
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
        }
        catch (SocketException)
        {
            return null; // A socket without a listener was left by a process that was killed.
        }

        using NetworkStream stream = new(socket);
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, FolderJson.Default.FolderRequest), stop);
        await stream.WriteAsync("\n"u8.ToArray(), stop);
        return await read(stream, stop);
    }

    private static async Task<FolderAnswer> AskAsync(NetworkStream stream, CancellationToken stop)
    {
        using StreamReader reader = new(stream);
        string answer = await reader.ReadLineAsync(stop) ?? throw new IOException("The engine closed the connection without an answer.");
        return JsonSerializer.Deserialize(answer, FolderJson.Default.FolderAnswer)!;
    }

    private static FolderAnswer Checked(FolderAnswer answer, string data, FolderRequest request)
    {
        if (answer.Error is { } error)
            throw new CliException(ExitCodes.InputOutput, $"The engine could not do it: {request.Command}.", error, null);
        if (answer.Rebuild is { } rebuild)
            throw new CliException(ExitCodes.NotCaughtUp, "A rebuild has not caught up.", rebuild.Text, $"See how far it is: pipeline status --data {CommandText.Quoted(data)}");
        return answer;
    }
}
