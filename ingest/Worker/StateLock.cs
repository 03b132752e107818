using IpdEngine.Panel.Store;

namespace IpdEngine.Worker;

/// <summary>One worker at a time on a state folder.</summary>
internal static class StateLock
{
    /// <exception cref="IOException">Another worker has it, or the folder cannot be written.</exception>
    public static FileLock Take(string state) => FileLock.TryTake(Path.Combine(state, ".lock"))
        ?? throw new IOException($"found the state folder {state} in use by another worker, expected it free: stop that one, or give this one --state of its own");
}
