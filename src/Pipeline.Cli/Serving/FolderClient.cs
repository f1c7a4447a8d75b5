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
    internal static FolderAnswer? Ask(CliContext context, string data, FolderRequest request, TimeSpan longest, CancellationToken stop)
    {
        string path = new DataFolderPaths(data).Socket;
        if (!File.Exists(path)) return null;
        using CancellationTokenSource late = new(longest, context.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            return AskAsync(path, request, either.Token).GetAwaiter().GetResult() is { } answer ? Checked(answer, data, request) : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new CliException(
                ExitCodes.InputOutput, $"The engine did not answer: {request.Command}.", $"it took longer than {longest.TotalMinutes:N0} min", null);
        }
    }

    private static async Task<FolderAnswer?> AskAsync(string path, FolderRequest request, CancellationToken stop)
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
        using StreamReader reader = new(stream);
        string answer = await reader.ReadLineAsync(stop) ?? throw new IOException("The engine closed the connection without an answer.");
        return JsonSerializer.Deserialize(answer, FolderJson.Default.FolderAnswer);
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
