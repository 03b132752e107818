using System.CommandLine;

namespace IpdEngine.Cli.Commands;

/// <summary>Options that several commands share, worded once.</summary>
internal static class Options
{
    public static Option<DirectoryInfo> Store() => new("--store") { Description = "Folder of the store", Required = true };

    public static Option<DirectoryInfo> Out(string describes) => new("--out") { Description = describes, Required = true };

    public static Option<FileInfo?> Key() => new("--key")
    {
        Description = "File with the secret key of the pseudonyms; IPD_KEY in the environment otherwise. Keep it outside the store",
    };

    public static Option<int> Workers() => new("--workers")
    {
        Description = "Fits at once",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };
}
