using System.Net.Sockets;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Serving;

/// <summary>Asks the engine that runs on a folder, if one does.</summary>
internal static class FolderClient
{
    /// <summary>The answer; null when no engine runs there.</summary>
    /// <exception cref="CliException">The engine could not do it.</exception>
    internal static FolderAnswer? Ask(string data, FolderRequest request)
    {
        string path = new DataFolderPaths(data).Socket;
        if (!File.Exists(path)) return null;
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            return null; // A socket without a listener was left by a process that was killed.
        }

        using NetworkStream stream = new(socket);
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(request, FolderJson.Default.FolderRequest));
        stream.Write("\n"u8);
        using StreamReader reader = new(stream);
        string answer = reader.ReadLine() ?? throw new IOException("The engine closed the connection without an answer.");
        FolderAnswer read = JsonSerializer.Deserialize(answer, FolderJson.Default.FolderAnswer)!;
        if (read.Error is { } error)
        {
            throw new CliException(ExitCodes.InputOutput, $"The engine could not do it: {request.Command}.", error, null);
        }

        if (read.Rebuild is { } rebuild)
            throw new CliException(ExitCodes.NotCaughtUp, "A rebuild has not caught up.", rebuild.Text, $"See how far it is: pipeline status --data {CommandText.Quoted(data)}");
        return read;
    }
}
