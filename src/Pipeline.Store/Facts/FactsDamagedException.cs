namespace Pipeline.Store.Facts;

/// <summary>
/// Facts that were durable are not there any more as they were written. They can be made again from the log: remove the facts'
/// folder and let the shards read from its beginning.
/// </summary>
/// <param name="message">Names the file and what is wrong.</param>
public sealed class FactsDamagedException(string message) : IOException(message);
