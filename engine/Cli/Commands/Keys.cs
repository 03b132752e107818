using IpdEngine.Cli.Output;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Cli.Commands;

/// <summary>The secret key of the pseudonyms: from a file or the environment, never from the store or the command line.</summary>
internal static class Keys
{
    /// <exception cref="CommandException">There is none, or it cannot be used.</exception>
    public static PseudonymKey Read(FileInfo? file)
    {
        var text = file is null ? Environment.GetEnvironmentVariable("IPD_KEY") : File.ReadAllText(file.FullName);
        if (string.IsNullOrWhiteSpace(text))
            throw new CommandException("found no key for the pseudonyms, expected --key FILE or IPD_KEY. Make one and keep it outside the store: head -c 32 /dev/urandom | base64 > ipd.key");
        try
        {
            return PseudonymKey.FromText(text.Trim());
        }
        catch (ArgumentException e)
        {
            throw new CommandException($"the key for the pseudonyms cannot be used: {e.Message}");
        }
    }
}
