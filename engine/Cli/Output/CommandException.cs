namespace IpdEngine.Cli.Output;

/// <summary>A command cannot go on: the message says what was found, what was expected and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);
