namespace IpdEngine.Perf.Fuzz;

/// <summary>The checkout that this program was built from: found by its solution file, upwards from the program.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "IpdEngine.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"found no IpdEngine.sln above {AppContext.BaseDirectory}: run it from a checkout");
    }
}
