namespace Pipeline.Log;

/// <summary>Something about the log itself that the caller or operator has to know; each kind is a type of its own.</summary>
public abstract class LogException : Exception
{
    private protected LogException(string message, Exception? inner = null) : base(message, inner) { }
}
