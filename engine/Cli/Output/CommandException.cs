namespace IpdEngine.Cli.Output;

/// <summary>A command cannot go on: the message says what was found, what was expected and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message)
{
    /// <summary>A caller's mistake as the user's own: the message without the name of the parameter at fault.</summary>
    public static CommandException Of(ArgumentException mistake) =>
        new(mistake.ParamName is { } name ? mistake.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : mistake.Message);
}
