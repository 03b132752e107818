using System.Xml.Linq;

namespace IpdEngine.Tests.Walls;

/// <summary>The checkout that the tests were built from: found by its solution file, upwards from the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/artifacts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Project files by wing (<c>engine/Panel</c>, <c>tests</c>), each with its parsed XML.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects()
    {
        var projects = new SortedDictionary<string, XDocument>(StringComparer.Ordinal);
        foreach (var top in new[] { "engine", "ingest", "tests", "perf" })
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, top), "*.csproj", SearchOption.AllDirectories))
                projects[Relative(Path.GetDirectoryName(file)!)] = XDocument.Load(file);
        return projects;
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "IpdEngine.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"found no IpdEngine.sln above {AppContext.BaseDirectory}: run the tests from a checkout");
    }
}
