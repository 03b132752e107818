namespace IpdEngine.Cli.Output;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done; exclusions by the plan's own rules included, and listed.</summary>
    public const int Done = 0;

    /// <summary>Done, but a study was refused or has no usable estimate, or <c>check</c> found errors.</summary>
    public const int DoneWithErrors = 1;

    /// <summary>Not done.</summary>
    public const int NotDone = 2;
}
